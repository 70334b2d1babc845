package dev.keyway.server.command;

import dev.keyway.access.Listener;
import dev.keyway.document.BoundedFile;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.hostconfig.PolicyTimes;
import dev.keyway.kong.config.KongRoute;
import dev.keyway.kong.config.KongSetup;
import dev.keyway.kong.config.KongSetup.Places;
import dev.keyway.kong.config.KongSetup.Relay;
import dev.keyway.kong.config.Unfit;
import dev.keyway.policy.Policy;
import dev.keyway.relay.ListenerSettings;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.HostAndPort;
import dev.keyway.server.config.PolicyFile;
import dev.keyway.socket.SocketFile;
import dev.keyway.socket.UnixSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Kong's configuration is made of: policies, and where everybody is. */
final class KongInputs {

  private static final HostAndPort GATEWAY_LISTENER = new HostAndPort("127.0.0.1", 8710);
  private static final String SOCKET = "/run/keyway/kong.sock";

  private final KongConfigOptions options;
  private final HostPolicies read;

  /**
   * Of these policies.
   *
   * @param read notes what is wrong
   */
  KongInputs(KongConfigOptions options, HostPolicies read) {
    this.options = options;
    this.read = read;
  }

  /** The setup; good for nothing unless what was read is still good. */
  KongSetup setup() {
    Map<String, String> paths = options.paths(read.all().stream().map(Policy::name).toList());
    List<KongRoute> routes =
        read.policies().entrySet().stream()
            .map(each -> route(each.getKey(), each.getValue(), paths))
            .toList();
    return new KongSetup(
        options.kong(),
        new Places(relay(), socket(), options.schema()),
        options.authentication(),
        options.told(),
        options.vars(),
        routes);
  }

  private KongRoute route(PolicyFile file, Policy policy, Map<String, String> paths) {
    String name = policy.name();
    note(file, options.kubernetes() ? Unfit.kubernetesName(name) : Unfit.name(name));
    return new KongRoute(
        name,
        paths.getOrDefault(name, "/"),
        PolicyTimes.of(policy),
        options.inline() ? text(file) : null);
  }

  private @Nullable String text(PolicyFile file) {
    try {
      String text = new String(BoundedFile.read(file.path(), 1 << 20), StandardCharsets.UTF_8);
      note(file, Unfit.text(text));
      return text;
    } catch (IOException e) {
      note(file, "it can't be read any more");
      return null;
    }
  }

  private void note(PolicyFile file, @Nullable String problem) {
    if (problem != null) {
      read.error(file.path(), "", problem);
    }
  }

  private Relay relay() {
    HostAndPort said = options.relay();
    DaemonConfig config = read.config();
    if (said != null || config == null) {
      return relay(said == null ? GATEWAY_LISTENER : said, false);
    }
    for (ListenerSettings listener : config.listeners()) {
      if (listener.kind() instanceof Listener.Gateway) {
        HostAndPort from = new HostAndPort(listener.host(), listener.port()).reachable();
        String unfit = options.kubernetes() ? Unfit.externalName(from.host()) : null;
        if (unfit != null) {
          lacks("listeners", unfit + "; say --relay");
        }
        return relay(from, listener.tls() != null);
      }
    }
    lacks(
        "listeners",
        "none is of kind gateway; add {kind: gateway, address: 127.0.0.1:8710}, or say --relay");
    return relay(GATEWAY_LISTENER, false);
  }

  private static Relay relay(HostAndPort address, boolean tls) {
    return new Relay(address.host(), address.port(), tls);
  }

  private String socket() {
    String said = options.socket();
    DaemonConfig config = read.config();
    if (said != null || config == null) {
      return said == null ? SOCKET : said;
    }
    UnixSocket socket = config.gateways().kong();
    if (socket == null) {
      lacks(
          "gateways",
          "the daemon has no plugin server for Kong; add gateways: {kong: {socket: %s}}, or say --socket"
              .formatted(SOCKET));
      return SOCKET;
    }
    String path = socket.path().toAbsolutePath().normalize().toString();
    if (!Places.isSocket(path) || !new SocketFile(socket).fits()) {
      lacks(
          "gateways.kong.socket",
          "its path from the root is %s, which is too long for a Unix socket, or holds more than the letters, digits and . _ - + @ / that kong.conf can hold"
              .formatted(path));
      return SOCKET;
    }
    return path;
  }

  private void lacks(String place, String message) {
    read.noteOfConfig(new Problem(Severity.ERROR, place, 0, 0, message, null));
  }
}
