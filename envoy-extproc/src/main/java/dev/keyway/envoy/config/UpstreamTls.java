package dev.keyway.envoy.config;

import dev.keyway.hostconfig.Template;
import dev.keyway.hostconfig.Yaml;

/** How Envoy speaks TLS to a server: it checks the certificate's name and who issued it. */
final class UpstreamTls {

  private UpstreamTls() {}

  /**
   * The {@code transport_socket} of a cluster with one endpoint.
   *
   * @param ofSystem the file of the authorities that are trusted where no other is named
   */
  static Yaml to(Address.Tcp server, TlsFiles files, String ofSystem) {
    // No name can be sent where there is none, so the certificate must hold the address.
    String type = server.isIp() ? "IP_ADDRESS" : "DNS";
    return Templates.named("tls")
        .with(
            "names",
            server.isIp()
                ? Yaml.NOTHING
                : Template.of("sni: ${host}").with("host", server.host()).filled())
        .with("identity", files.identity())
        .with("ca", files.authorities(ofSystem))
        .with("type", type)
        .with("host", server.host())
        .filled();
  }
}
