package dev.keyway.testkit.kong;

import java.util.List;
import java.util.Map;

/**
 * A route and the service behind it.
 *
 * @param id its UUID
 * @param paths prefixes; the longest of all routes counts
 * @param stripPath whether what matched is taken off
 * @param preserveHost whether upstream sees the client's Host
 * @param service what it leads to
 * @param entity the route as it is configured
 */
record KongRoute(
    String id,
    List<String> paths,
    boolean stripPath,
    boolean preserveHost,
    Service service,
    Map<String, Object> entity) {

  /**
   * What a route leads to.
   *
   * @param host with the port unless it is HTTP's own: what upstream sees as Host
   * @param path what stands before every path, without a slash at its end
   */
  record Service(String id, String host, String path, Map<String, Object> entity) {}

  /** A route that a request took, and the prefix by which. */
  record Match(KongRoute route, String prefix) {

    /** The path upstream sees. */
    String upstream(String path) {
      String rest = route.stripPath ? path.substring(prefix.length()) : path;
      return route.service.path + (rest.startsWith("/") ? rest : "/" + rest);
    }
  }
}
