package dev.keyway.envoy.config;

import dev.keyway.hostconfig.Template;
import dev.keyway.hostconfig.Yaml;
import org.jspecify.annotations.Nullable;

/** The clusters that are Keyway itself. */
final class KeywayClusters {

  private final EnvoySetup.Doors doors;

  KeywayClusters(EnvoySetup.Doors doors) {
    this.doors = doors;
  }

  /** The relay. */
  Yaml relay() {
    return cluster("cluster-relay", doors.relay(), doors.relayTls())
        .with("idle", Yaml.duration(doors.relayIdle()))
        .filled();
  }

  /** The external-processing service. */
  Yaml service() {
    return cluster("cluster-keyway", doors.service(), doors.serviceTls()).filled();
  }

  private Template cluster(String template, Address address, @Nullable TlsFiles tls) {
    return Templates.named(template)
        .with("type", address.clusterType())
        .with("family", address.family())
        .with("address", address.yaml())
        .with("tls", tls(address, tls));
  }

  private Yaml tls(Address address, @Nullable TlsFiles files) {
    return switch (address) {
      case Address.Tcp tcp when files != null -> UpstreamTls.to(tcp, files, doors.authorities());
      case Address.Tcp tcp -> Yaml.NOTHING;
      case Address.Unix unix -> Yaml.NOTHING;
    };
  }
}
