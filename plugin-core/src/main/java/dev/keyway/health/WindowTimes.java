package dev.keyway.health;

import com.github.benmanes.caffeine.cache.Cache;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The times measured in one rolling window. They are what takes room, so fewer windows have them
 * than are counted in: those in which something was measured last. Not safe for use by several
 * threads.
 */
final class WindowTimes {

  /** At 31 kB when busy, 50 at most: 62 MB, 100 at most. */
  private static final int MOST = 2000;

  private final Map<Latency, RollingTimes> times = new EnumMap<>(Latency.class);

  /** Room for the times of the windows that were measured in last. */
  static Cache<RollingWindow, WindowTimes> store() {
    return Bounded.cache(MOST);
  }

  /**
   * @param slot the number of the present slot
   */
  void served(Measured measured, long slot) {
    add(Latency.GATEWAY, measured.gatewayMicros(), slot);
    add(Latency.UPSTREAM, measured.upstreamMicros(), slot);
    add(Latency.TIME_TO_FIRST_TOKEN, measured.firstTokenMicros(), slot);
    add(Latency.TIME_PER_OUTPUT_TOKEN, measured.perTokenMicros(), slot);
  }

  @Nullable Double mean(Latency latency, Instant now) {
    RollingTimes present = times.get(latency);
    return present == null ? null : present.mean(now);
  }

  @Nullable Double p95(Latency latency, Instant now) {
    RollingTimes present = times.get(latency);
    return present == null ? null : present.p95(now);
  }

  private void add(Latency latency, long micros, long slot) {
    if (micros != Measured.UNKNOWN) {
      times.computeIfAbsent(latency, any -> new RollingTimes()).add(micros, slot);
    }
  }
}
