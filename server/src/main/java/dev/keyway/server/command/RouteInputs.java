package dev.keyway.server.command;

import dev.keyway.access.Listener;
import dev.keyway.document.BoundedFile;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.hostconfig.PlainFile;
import dev.keyway.hostconfig.PolicyRoute;
import dev.keyway.hostconfig.PolicyTimes;
import dev.keyway.hostconfig.RelayAddress;
import dev.keyway.policy.Policy;
import dev.keyway.relay.ListenerSettings;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.GatewaysConfig;
import dev.keyway.server.config.HostAndPort;
import dev.keyway.server.config.PolicyFile;
import dev.keyway.socket.SocketFile;
import dev.keyway.socket.UnixSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What routes of a gateway are made of whose plugin asks Keyway: policies, and where the daemon is,
 * as the command line says, else as its configuration does.
 *
 * @param read notes what is wrong
 */
record RouteInputs(RouteOptions options, HostPolicies read) {

  private static final HostAndPort GATEWAY_LISTENER = new HostAndPort("127.0.0.1", 8710);

  /** Why something can't be part of the gateway's configuration, or null when it can. */
  @FunctionalInterface
  interface Check<T> {
    @Nullable String problem(T value);
  }

  /**
   * A route for each policy.
   *
   * @param name of policies' names
   * @param text of policies that the gateway is to hold
   */
  List<PolicyRoute> routes(Check<String> name, Check<String> text) {
    Map<String, String> paths = options.paths(read.all().stream().map(Policy::name).toList());
    return read.policies().entrySet().stream()
        .map(each -> route(each.getKey(), each.getValue(), paths, name, text))
        .toList();
  }

  private PolicyRoute route(
      PolicyFile file,
      Policy policy,
      Map<String, String> paths,
      Check<String> name,
      Check<String> text) {
    note(file, name.problem(policy.name()));
    return new PolicyRoute(
        policy.name(),
        paths.getOrDefault(policy.name(), "/"),
        PolicyTimes.of(policy),
        options.inline() ? text(file, text) : null);
  }

  private @Nullable String text(PolicyFile file, Check<String> check) {
    try {
      String text = new String(BoundedFile.read(file.path(), 1 << 20), StandardCharsets.UTF_8);
      note(file, check.problem(text));
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

  /** Keyway's listener of kind gateway. */
  RelayAddress relay(Check<RelayAddress> check) {
    HostAndPort said = options.relay();
    DaemonConfig config = read.config();
    if (said != null || config == null) {
      return relay(said == null ? GATEWAY_LISTENER : said, false);
    }
    for (ListenerSettings listener : config.listeners()) {
      if (listener.kind() instanceof Listener.Gateway) {
        HostAndPort from = new HostAndPort(listener.host(), listener.port()).reachable();
        RelayAddress relay = relay(from, listener.tls() != null);
        String unfit = check.problem(relay);
        if (unfit != null) {
          lacks("listeners", unfit + "; say --relay");
        }
        return relay;
      }
    }
    lacks(
        "listeners",
        "none is of kind gateway; add {kind: gateway, address: 127.0.0.1:8710}, or say --relay");
    return relay(GATEWAY_LISTENER, false);
  }

  private static RelayAddress relay(HostAndPort address, boolean tls) {
    return new RelayAddress(address.host(), address.port(), tls);
  }

  /**
   * Where the gateway asks.
   *
   * @param gateway its name in keyway.yaml
   * @param said on the command line, or null
   * @param configured where the daemon's configuration has it
   * @param lacking what the daemon is without it
   */
  String socket(
      String gateway,
      @Nullable String said,
      Function<GatewaysConfig, @Nullable UnixSocket> configured,
      String lacking) {
    String usual = "/run/keyway/%s.sock".formatted(gateway);
    DaemonConfig config = read.config();
    if (said != null || config == null) {
      return said == null ? usual : said;
    }
    UnixSocket socket = configured.apply(config.gateways());
    if (socket == null) {
      lacks(
          "gateways",
          "%s; add gateways: {%s: {socket: %s}}, or say --socket"
              .formatted(lacking, gateway, usual));
      return usual;
    }
    String path = socket.path().toAbsolutePath().normalize().toString();
    if (!PlainFile.is(path) || !new SocketFile(socket).fits()) {
      lacks(
          "gateways.%s.socket".formatted(gateway),
          "its path from the root is %s, which is too long for a Unix socket, or holds more than the letters, digits and . _ - + @ / that need no quotes in the gateway's configuration"
              .formatted(path));
      return usual;
    }
    return path;
  }

  private void lacks(String place, String message) {
    read.noteOfConfig(new Problem(Severity.ERROR, place, 0, 0, message, null));
  }
}
