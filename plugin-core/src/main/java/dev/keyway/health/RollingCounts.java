package dev.keyway.health;

import java.time.Duration;
import java.time.Instant;

/** Counts requests and failures of the last five minutes, in slots of thirty seconds. */
final class RollingCounts {

  private static final long SLOT_MILLIS = Duration.ofSeconds(30).toMillis();
  private static final int SLOTS = 10;
  private static final int KINDS = FailureKind.values().length;

  /** Per slot: requests, then one count a failure kind. */
  private final int[][] slots = new int[SLOTS][1 + KINDS];

  /** Which thirty seconds since the epoch a slot holds. */
  private final long[] slotNumbers = new long[SLOTS];

  synchronized void request(Instant now) {
    slot(now)[0]++;
  }

  synchronized void failure(FailureKind kind, Instant now) {
    slot(now)[kind.column()]++;
  }

  synchronized long requests(Instant now) {
    return sum(0, now);
  }

  /** The share of requests that failed in this way, 0.0 when there was none. */
  synchronized double rate(FailureKind kind, Instant now) {
    return share(sum(kind.column(), now), now);
  }

  /** The share of requests that failed in any way, 0.0 when there was none. */
  synchronized double totalRate(Instant now) {
    long failures = 0;
    for (int kind = 0; kind < KINDS; kind++) {
      failures += sum(1 + kind, now);
    }
    return share(failures, now);
  }

  private double share(long failures, Instant now) {
    long requests = sum(0, now);
    // A failure may fall into a later slot than its request, which has left the window by then.
    return requests == 0 ? 0.0 : Math.min(1.0, (double) failures / requests);
  }

  private long sum(int column, Instant now) {
    long newest = number(now);
    long sum = 0;
    for (int i = 0; i < SLOTS; i++) {
      if (slotNumbers[i] > newest - SLOTS && slotNumbers[i] <= newest) {
        sum += slots[i][column];
      }
    }
    return sum;
  }

  private int[] slot(Instant now) {
    long number = number(now);
    int index = (int) Math.floorMod(number, (long) SLOTS);
    if (slotNumbers[index] != number) {
      slotNumbers[index] = number;
      java.util.Arrays.fill(slots[index], 0);
    }
    return slots[index];
  }

  private static long number(Instant now) {
    return Math.floorDiv(now.toEpochMilli(), SLOT_MILLIS);
  }
}
