package dev.keyway.health;

import java.time.Instant;

/** Counts requests, failures and tokens of the last five minutes. */
final class RollingCounts {

  private static final int REQUESTS = 0;
  private static final int KINDS = FailureKind.values().length;
  private static final int INPUT_TOKENS = 1 + KINDS;
  private static final int OUTPUT_TOKENS = 2 + KINDS;

  private final RollingSlots slots = new RollingSlots(3 + KINDS);

  synchronized void request(Instant now) {
    slots.add(REQUESTS, 1, now);
  }

  synchronized void failure(FailureKind kind, Instant now) {
    slots.add(kind.column(), 1, now);
  }

  synchronized void tokens(long input, long output, Instant now) {
    slots.add(INPUT_TOKENS, input, now);
    slots.add(OUTPUT_TOKENS, output, now);
  }

  synchronized long requests(Instant now) {
    return slots.sum(REQUESTS, now);
  }

  synchronized long inputTokens(Instant now) {
    return slots.sum(INPUT_TOKENS, now);
  }

  synchronized long outputTokens(Instant now) {
    return slots.sum(OUTPUT_TOKENS, now);
  }

  /** The share of requests that failed in this way, 0.0 when there was none. */
  synchronized double rate(FailureKind kind, Instant now) {
    return share(slots.sum(kind.column(), now), now);
  }

  /** The share of requests that failed in any way, 0.0 when there was none. */
  synchronized double totalRate(Instant now) {
    long failures = 0;
    for (FailureKind kind : FailureKind.values()) {
      failures += slots.sum(kind.column(), now);
    }
    return share(failures, now);
  }

  private double share(long failures, Instant now) {
    long requests = slots.sum(REQUESTS, now);
    // A failure may fall into a later slot than its request, which has left the window by then.
    return requests == 0 ? 0.0 : Math.min(1.0, (double) failures / requests);
  }
}
