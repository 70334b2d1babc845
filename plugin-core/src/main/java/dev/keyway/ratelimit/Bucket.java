package dev.keyway.ratelimit;

import dev.keyway.ratelimit.RateLimits.Limit;
import dev.keyway.ratelimit.RateLimits.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one bucket has taken; many threads may ask, one at a time is answered. */
final class Bucket {

  private static final Verdict ALLOWED = new Verdict.Allowed();

  private final Slots taken;
  private boolean closed;

  Bucket(Slots taken) {
    this.taken = taken;
  }

  /** The verdict, or null when this bucket takes nothing any more. */
  synchronized @Nullable Verdict take(Limit limit, long nowMillis) {
    if (closed) {
      return null;
    }
    if (taken.sum(nowMillis) >= limit.capacity()) {
      long free = taken.lessThan(limit.capacity());
      return new Verdict.Limited(Duration.ofMillis(free - nowMillis));
    }
    taken.take();
    return ALLOWED;
  }

  /** Takes nothing any more; what it has taken. */
  synchronized Slots close() {
    closed = true;
    return taken;
  }
}
