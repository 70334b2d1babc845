package dev.keyway.kong.config;

import dev.keyway.hostconfig.Authentication;
import dev.keyway.hostconfig.PlainFile;
import dev.keyway.hostconfig.PolicyRoute;
import dev.keyway.hostconfig.RelayAddress;
import dev.keyway.socket.UnixSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a configuration is made of.
 *
 * @param kong whose it is
 * @param places where everybody is
 * @param authentication who says who calls
 * @param told what else policies are told of the caller: fields that are {@link FieldKind.Switch}
 * @param vars texts for the policies' expressions
 * @param routes one at least
 */
public record KongSetup(
    KongVersion kong,
    Places places,
    Authentication authentication,
    Set<PluginField> told,
    Map<String, String> vars,
    List<PolicyRoute> routes) {

  public KongSetup {
    told = Set.copyOf(told);
    vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
    routes = List.copyOf(routes);
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("a configuration without a policy serves nobody");
    }
  }

  /**
   * Where everybody is.
   *
   * @param relay Keyway's listener of kind gateway
   * @param socket where Kong asks the plugin
   * @param query the file that {@code keyway kong schema} was printed to, by its path where Kong
   *     runs
   */
  public record Places(RelayAddress relay, String socket, String query) {

    public Places {
      if (!isSocket(socket) || !PlainFile.is(query)) {
        throw new IllegalArgumentException("neither path may need quotes in kong.conf");
      }
    }

    /** Whether a socket can have this path and be named in kong.conf. */
    private static boolean isSocket(String path) {
      return PlainFile.is(path) && path.length() <= UnixSocket.MOST_BYTES;
    }
  }

  /** The longest that Kong has to wait for any of the policies. */
  Duration silence() {
    return routes.stream()
        .map(route -> route.times().silence())
        .max(Duration::compareTo)
        .orElseThrow();
  }
}
