package dev.keyway.server.command;

import dev.keyway.access.Listener;
import dev.keyway.access.PolicyRef;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.envoy.EnvoyAddress;
import dev.keyway.envoy.config.Address;
import dev.keyway.envoy.config.EnvoySetup;
import dev.keyway.envoy.config.Form;
import dev.keyway.envoy.config.TlsFiles;
import dev.keyway.relay.ClientLimits;
import dev.keyway.relay.ListenerSettings;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.HostAndPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where Envoy finds Keyway: as the command line says, else as the daemon's configuration does. */
final class EnvoyPlaces {

  private static final Address.Tcp GATEWAY_LISTENER = new Address.Tcp("127.0.0.1", 8710);
  private static final Address.Tcp ENTRY_LISTENER = new Address.Tcp("127.0.0.1", 8700);
  private static final Address.Unix SERVICE = new Address.Unix("/run/keyway/extproc.sock");
  private static final Address.Tcp GATEWAY_IN_CLUSTER = new Address.Tcp("keyway.default", 8710);
  private static final Address.Tcp SERVICE_IN_CLUSTER = new Address.Tcp("keyway.default", 8720);

  /** An idle connection is given up by Envoy first. */
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(60);

  private final EnvoyConfigOptions options;
  private final @Nullable DaemonConfig config;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param config the daemon's configuration, or null: there is none
   */
  EnvoyPlaces(EnvoyConfigOptions options, @Nullable DaemonConfig config) {
    this.options = options;
    this.config = config;
  }

  /** What the configuration lacks. */
  List<Problem> problems() {
    return problems;
  }

  /**
   * All addresses.
   *
   * @param policies whom an entry listener is to serve
   */
  EnvoySetup.Doors doors(List<String> policies) {
    return switch (options.shape()) {
      case FULL, FRAGMENT -> doors(relay(policies), service());
      case ENVOY_GATEWAY, ISTIO ->
          doors(
              inCluster(options.relay(), GATEWAY_IN_CLUSTER),
              inCluster(options.extProc(), SERVICE_IN_CLUSTER));
    };
  }

  /** What the daemon would do on the way to providers, and Envoy does not. */
  void checkWayToProviders() {
    if (config != null && config.upstream().proxy() != null && options.form() == Form.NATIVE) {
      lacks(
          "egress.proxy",
          "in the native form Envoy calls the providers itself, and does not go by this proxy; use --form relay");
    }
  }

  private EnvoySetup.Doors doors(Door relay, Door service) {
    return new EnvoySetup.Doors(
        options.listen(),
        options.admin(),
        relay.address(),
        relay.tls(),
        idle(),
        service.address(),
        service.tls(),
        options.systemCa());
  }

  /** The longest request that is kept. */
  long requestBodyBytes() {
    return limits().requestBodyBytes();
  }

  /**
   * Where something is.
   *
   * @param tls null: it takes clear text
   */
  private record Door(Address address, @Nullable TlsFiles tls) {}

  private ClientLimits limits() {
    return config == null ? ClientLimits.DEFAULTS : config.limits();
  }

  private Duration idle() {
    Duration half = limits().idle().dividedBy(2);
    return half.compareTo(LONGEST_IDLE) < 0 ? half : LONGEST_IDLE;
  }

  /** By a Kubernetes Service: what the daemon calls its address is of no use in another pod. */
  private Door inCluster(@Nullable Address said, Address.Tcp usual) {
    if (said instanceof Address.Unix) {
      lacks("", said + " can't be reached from Envoy's pod; give a Service: NAME.NAMESPACE:PORT");
    }
    return new Door(said instanceof Address.Tcp ? said : usual, null);
  }

  private Door relay(List<String> policies) {
    boolean token = options.form() == Form.TOKEN;
    Address said = options.relay();
    Address usual = token ? ENTRY_LISTENER : GATEWAY_LISTENER;
    if (said != null || config == null || options.form() == Form.NATIVE) {
      return new Door(said == null ? usual : said, null);
    }
    for (ListenerSettings listener : config.listeners()) {
      if (token ? isEntryOf(listener, policies) : listener.kind() instanceof Listener.Gateway) {
        return new Door(
            reachable(listener.host(), listener.port()),
            listener.tls() == null ? null : authorities());
      }
    }
    lacks(
        "listeners",
        token
            ? "no listener of kind entry serves %s; add {kind: entry, address: 127.0.0.1:8700, policy: %<s}, or say --relay"
                .formatted(String.join(", ", policies))
            : "none is of kind gateway; add {kind: gateway, address: 127.0.0.1:8710}, or say --relay");
    return new Door(usual, null);
  }

  private static boolean isEntryOf(ListenerSettings listener, List<String> policies) {
    return listener.kind() instanceof Listener.Entry entry
        && entry.policy() instanceof PolicyRef.Named(String name)
        && policies.contains(name);
  }

  private Door service() {
    Address said = options.extProc();
    if (said != null) {
      TlsFiles files = options.keywayTls();
      return new Door(said, files.certificate() == null ? null : files);
    }
    if (config == null || options.form() == Form.TOKEN) {
      return new Door(SERVICE, null);
    }
    EnvoyAddress configured = config.gateways().envoy();
    if (configured == null) {
      lacks(
          "gateways",
          "the daemon has no external processor; add gateways: {envoy: {address: unix:/run/keyway/extproc.sock}}, or say --extproc");
      return new Door(SERVICE, null);
    }
    return switch (configured) {
      case EnvoyAddress.OnSocket(var socket) ->
          new Door(new Address.Unix(socket.path().toAbsolutePath().normalize().toString()), null);
      case EnvoyAddress.Port port ->
          new Door(reachable(port.host(), port.port()), port.tls() == null ? null : identity());
    };
  }

  private TlsFiles authorities() {
    return new TlsFiles(options.keywayTls().ca(), null, null);
  }

  private TlsFiles identity() {
    TlsFiles files = options.keywayTls();
    if (files.certificate() == null) {
      lacks(
          "gateways.envoy.tls",
          "only who has a certificate from client_ca may connect: say --certificate and --key, by their paths where Envoy runs");
    }
    return files;
  }

  private static Address.Tcp reachable(String host, int port) {
    HostAndPort from = new HostAndPort(host, port).reachable();
    return new Address.Tcp(from.host(), from.port());
  }

  private void lacks(String place, String message) {
    problems.add(new Problem(Severity.ERROR, place, 0, 0, message, null));
  }
}
