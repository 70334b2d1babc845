package dev.keyway.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The times of a served attempt in the unit in which they are kept: worked out once for all. */
record Measured(
    long gatewayMicros, long upstreamMicros, long firstTokenMicros, long perTokenMicros) {

  static final long UNKNOWN = -1;

  static Measured of(Served served) {
    double perToken = served.millisPerOutputToken();
    return new Measured(
        micros(served.gateway()),
        micros(served.upstream()),
        micros(served.firstToken()),
        Double.isNaN(perToken) ? UNKNOWN : Math.max(0, Math.round(perToken * 1000)));
  }

  private static long micros(@Nullable Duration duration) {
    return duration == null ? UNKNOWN : Math.max(0, duration.toNanos() / 1000);
  }
}
