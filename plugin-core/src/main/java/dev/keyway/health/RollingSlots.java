package dev.keyway.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums over the last five minutes, in slots of fifty seconds, of a fixed number of columns. What
 * was counted in one slot alone takes the room of one. Not safe for use by several threads.
 */
final class RollingSlots {

  /** How many slots make up the window. */
  static final int SLOTS = 6;

  private static final long SLOT_MILLIS = Duration.ofSeconds(50).toMillis();

  private final int columns;
  private final long[] @Nullable [] slots = new long[SLOTS][];

  /** Which fifty seconds since the epoch a slot holds. */
  private final long[] slotNumbers = new long[SLOTS];

  RollingSlots(int columns) {
    this.columns = columns;
  }

  /**
   * @param number of the present slot
   */
  void add(int column, long amount, long number) {
    slot(number)[column] += amount;
  }

  long sum(int column, Instant now) {
    long sum = 0;
    for (int i = 0; i < SLOTS; i++) {
      long[] slot = slots[i];
      if (slot != null && counts(slotNumbers[i], now)) {
        sum += slot[column];
      }
    }
    return sum;
  }

  /** The columns of the present slot, to be added to. */
  long[] slot(long number) {
    int index = index(number);
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

  /** Whether what was counted in a slot of this number still counts. */
  static boolean counts(long number, Instant now) {
    long newest = number(now);
    return number > newest - SLOTS && number <= newest;
  }

  static int index(long number) {
    return (int) Math.floorMod(number, (long) SLOTS);
  }

  /** Which slot since the epoch an instant falls into. */
  static long number(Instant now) {
    return Math.floorDiv(now.toEpochMilli(), SLOT_MILLIS);
  }
}
