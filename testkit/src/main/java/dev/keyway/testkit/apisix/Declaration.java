package dev.keyway.testkit.apisix;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code apisix.yaml} declares.
 *
 * @param generation which of several it is; all in it have this version
 * @param consumers by name
 * @param keys consumers by their keys ({@code key-auth})
 * @param groups ids of consumer groups
 */
record Declaration(
    long generation,
    List<ApisixRoute> routes,
    Map<String, ApisixConsumer> consumers,
    Map<String, ApisixConsumer> keys,
    Set<String> groups) {

  /** The route that names most of a path, or null. */
  @Nullable ApisixRoute match(String path) {
    return routes.stream()
        .filter(route -> route.matches(path) >= 0)
        .max(Comparator.comparingInt(route -> route.matches(path)))
        .orElse(null);
  }

  String version() {
    return Long.toString(generation);
  }
}
