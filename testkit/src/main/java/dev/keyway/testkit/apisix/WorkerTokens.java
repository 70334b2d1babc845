package dev.keyway.testkit.apisix;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tokens that one worker knows: those of the eight configurations it used last. */
final class WorkerTokens {

  private static final int MOST = 8;
  private static final Duration LIFE = Duration.ofHours(1);

  private final InstantSource clock;

  @SuppressWarnings("serial") // It is never written anywhere.
  private final Map<String, Kept> kept =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
          return size() > MOST;
        }
      };

  private record Kept(String version, long token, Instant until) {}

  WorkerTokens(InstantSource clock) {
    this.clock = clock;
  }

  /** The token of this version. */
  @Nullable Long get(String cacheKey, String version) {
    Kept found = kept.get(cacheKey);
    return found != null && found.version.equals(version) && clock.instant().isBefore(found.until)
        ? found.token
        : null;
  }

  void put(String cacheKey, String version, long token) {
    kept.put(cacheKey, new Kept(version, token, clock.instant().plus(LIFE)));
  }

  void forgetAll() {
    kept.clear();
  }
}
