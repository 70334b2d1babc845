package dev.keyway.testkit.apisix;

/**
 * Where the configuration is from under which a request runs; several with {@code &} between.
 *
 * @param type such as {@code route&consumer}
 * @param id such as {@code 1&rita}
 * @param version such as {@code 100&41}
 */
public record ConfContext(String type, String id, String version) {

  /** Merged with another one's. */
  ConfContext and(String otherType, String otherId, String otherVersion) {
    return new ConfContext(
        type + "&" + otherType, id + "&" + otherId, version + "&" + otherVersion);
  }

  /** What a worker keeps its token under. */
  String cacheKey(String plugin) {
    return type + "#" + id + "#" + plugin;
  }

  /** What the runner is told. */
  String key(String plugin) {
    return cacheKey(plugin) + "#" + version;
  }
}
