package dev.keyway.envoy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where in a request's path through Envoy a filter stands, and so what it is answered. */
enum Stage {
  /** Before a route to the relay: who calls is signed into a header. */
  RELAY,
  /** Before the router, in the native form: reads the request and chooses the first attempt. */
  PLAN,
  /** Among the router's upstream filters: one attempt, its key, and what its answer means. */
  ATTEMPT,
  /** Before all others, only looking: what an answer used. */
  USAGE;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** As configuration names it. */
  String wireName() {
    return wireName;
  }

  /** The stage of this name, or null. */
  static @Nullable Stage named(@Nullable String name) {
    for (Stage stage : values()) {
      if (stage.wireName.equals(name)) {
        return stage;
      }
    }
    return null;
  }
}
