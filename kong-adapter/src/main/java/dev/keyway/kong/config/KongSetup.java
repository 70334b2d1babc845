package dev.keyway.kong.config;

import dev.keyway.socket.UnixSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

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
    List<KongRoute> routes) {

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
  public record Places(Relay relay, String socket, String query) {

    /** What needs no quotes in kong.conf, in a shell, and in a comment. */
    private static final Pattern FILE = Pattern.compile("/[A-Za-z0-9._/+@-]*");

    public Places {
      if (!isSocket(socket) || !isFile(query)) {
        throw new IllegalArgumentException("neither path may need quotes in kong.conf");
      }
    }

    /** Whether a socket can have this path and be named in kong.conf. */
    public static boolean isSocket(String path) {
      return isFile(path) && path.length() <= UnixSocket.MOST_BYTES;
    }

    /** Whether a file of this path can be named in kong.conf. */
    public static boolean isFile(String path) {
      return FILE.matcher(path).matches();
    }
  }

  /**
   * Keyway's listener of kind gateway.
   *
   * @param host a name or an IP address
   * @param tls whether it takes TLS alone
   */
  public record Relay(String host, int port, boolean tls) {}

  /** Who says who calls. */
  public enum Authentication {
    /** Kong's plugin key-auth, on each route. */
    KEY_AUTH,
    /** What Kong has already, or nobody. */
    NONE
  }

  /** The longest that Kong has to wait for any of the policies. */
  Duration silence() {
    return routes.stream()
        .map(route -> route.times().silence())
        .max(Duration::compareTo)
        .orElseThrow();
  }
}
