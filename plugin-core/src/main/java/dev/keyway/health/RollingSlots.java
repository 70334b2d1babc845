package dev.keyway.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Sums over the last five minutes, in slots of thirty seconds, of a fixed number of columns. Not
 * safe for use by several threads.
 */
final class RollingSlots {

  private static final long SLOT_MILLIS = Duration.ofSeconds(30).toMillis();
  private static final int SLOTS = 10;

  private final long[][] slots;

  /** Which thirty seconds since the epoch a slot holds. */
  private final long[] slotNumbers = new long[SLOTS];

  RollingSlots(int columns) {
    this.slots = new long[SLOTS][columns];
  }

  void add(int column, long amount, Instant now) {
    slot(now)[column] += amount;
  }

  long sum(int column, Instant now) {
    long newest = number(now);
    long sum = 0;
    for (int i = 0; i < SLOTS; i++) {
      if (slotNumbers[i] > newest - SLOTS && slotNumbers[i] <= newest) {
        sum += slots[i][column];
      }
    }
    return sum;
  }

  private long[] slot(Instant now) {
    long number = number(now);
    int index = (int) Math.floorMod(number, (long) SLOTS);
    if (slotNumbers[index] != number) {
      slotNumbers[index] = number;
      Arrays.fill(slots[index], 0);
    }
    return slots[index];
  }

  private static long number(Instant now) {
    return Math.floorDiv(now.toEpochMilli(), SLOT_MILLIS);
  }
}
