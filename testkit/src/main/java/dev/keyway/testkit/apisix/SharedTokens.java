package dev.keyway.testkit.apisix;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The dictionary in which all workers find the tokens of configurations, by their keys. */
record SharedTokens(InstantSource clock, Map<String, Kept> kept) {

  /** Nine tenths of an hour. */
  private static final Duration LIFE = Duration.ofMinutes(54);

  record Kept(long token, Instant until) {}

  SharedTokens(InstantSource clock) {
    this(clock, new ConcurrentHashMap<>());
  }

  @Nullable Long get(String key) {
    Kept found = kept.get(key);
    return found == null || !clock.instant().isBefore(found.until) ? null : found.token;
  }

  void put(String key, long token) {
    kept.put(key, new Kept(token, clock.instant().plus(LIFE)));
  }

  void flush() {
    kept.clear();
  }
}
