package dev.keyway.testkit.apisix;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route and its upstream.
 *
 * @param uris paths; those that end with {@code *} stand for all that begin so
 * @param upstreamHost what upstream sees as {@code Host}, or null: what the client sent
 */
record ApisixRoute(
    String id,
    @Nullable String name,
    List<String> uris,
    List<PluginConf> plugins,
    @Nullable String upstreamHost) {

  private static final String ALL = "*";

  /** How much of a path this route names; -1: it is not the path's. */
  int matches(String path) {
    return uris.stream().mapToInt(uri -> matches(uri, path)).max().orElse(-1);
  }

  /** What names all of it goes first. */
  private static int matches(String uri, String path) {
    if (uri.equals(path)) {
      return Integer.MAX_VALUE;
    }
    String prefix = uri.endsWith(ALL) ? uri.substring(0, uri.length() - 1) : null;
    return prefix != null && path.startsWith(prefix) ? prefix.length() : -1;
  }
}
