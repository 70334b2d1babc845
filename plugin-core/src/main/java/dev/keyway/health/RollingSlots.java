package dev.keyway.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums over the last five minutes, in slots of thirty seconds, of a fixed number of columns. What
 * was counted in one slot alone takes the room of one. Not safe for use by several threads.
 */
final class RollingSlots {

  private static final long SLOT_MILLIS = Duration.ofSeconds(30).toMillis();
  private static final int SLOTS = 10;

  private final int columns;
  private final long[] @Nullable [] slots = new long[SLOTS][];

  /** Which thirty seconds since the epoch a slot holds. */
  private final long[] slotNumbers = new long[SLOTS];

  RollingSlots(int columns) {
    this.columns = columns;
  }

  void add(int column, long amount, Instant now) {
    slot(now)[column] += amount;
  }

  long sum(int column, Instant now) {
    long newest = number(now);
    long sum = 0;
    for (int i = 0; i < SLOTS; i++) {
      long[] slot = slots[i];
      if (slot != null && slotNumbers[i] > newest - SLOTS && slotNumbers[i] <= newest) {
        sum += slot[column];
      }
    }
    return sum;
  }

  /** The columns of the present slot, to be added to. */
  long[] slot(Instant now) {
    long number = number(now);
    int index = (int) Math.floorMod(number, (long) SLOTS);
    long[] slot = slots[index];
    if (slot == null) {
      slot = new long[columns];
      slots[index] = slot;
    } else if (slotNumbers[index] != number) {
      Arrays.fill(slot, 0);
    }
    slotNumbers[index] = number;
    return slot;
  }

  private static long number(Instant now) {
    return Math.floorDiv(now.toEpochMilli(), SLOT_MILLIS);
  }
}
