package dev.keyway.ratelimit;

import java.time.Duration;
import java.time.Instant;

/**
 * Counts what limits allow. {@link MemoryRateLimits} counts in this process; what counts for
 * several gateways together would implement the same, asking a copy at hand: {@link #take} is
 * called on the path of a request and must not block. Safe for use by many threads.
 */
public interface RateLimits {

  /**
   * Counts one more in a bucket, if the limit allows it.
   *
   * @param bucket what the limit counts apart, such as an address; it may hold a credential, so no
   *     implementation keeps, prints or sends it as it is
   * @param now the time, to the millisecond
   */
  Verdict take(Limit limit, String bucket, Instant now);

  /**
   * A limit.
   *
   * @param id whose limit it is: buckets of different ids, or windows, are different buckets; the
   *     same for a policy and its successor, so that a reload forgets nothing
   * @param capacity how many are allowed in a window, from 1 to {@value #MOST_CAPACITY}
   * @param window from a second to a day
   */
  record Limit(String id, int capacity, Duration window) {

    public static final int MOST_CAPACITY = 2_000_000_000;
    private static final Duration LEAST_WINDOW = Duration.ofSeconds(1);
    private static final Duration MOST_WINDOW = Duration.ofDays(1);

    public Limit {
      if (capacity < 1 || capacity > MOST_CAPACITY) {
        throw new IllegalArgumentException("a capacity is from 1 to " + MOST_CAPACITY);
      }
      if (window.compareTo(LEAST_WINDOW) < 0 || window.compareTo(MOST_WINDOW) > 0) {
        throw new IllegalArgumentException("a window is from a second to a day");
      }
    }
  }

  /** Whether one more is allowed. */
  sealed interface Verdict {

    /** It is, and was counted. */
    record Allowed() implements Verdict {}

    /**
     * It is not, and was not counted.
     *
     * @param retryAfter when the next one will be, if nobody else takes it; more than zero
     */
    record Limited(Duration retryAfter) implements Verdict {

      /** In whole seconds, rounded up, for the {@code retry-after} header (RFC 9110, 10.2.3). */
      public long retryAfterSeconds() {
        return retryAfter.plusSeconds(1).minusNanos(1).toSeconds();
      }
    }
  }
}
