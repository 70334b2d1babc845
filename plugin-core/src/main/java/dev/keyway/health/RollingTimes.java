package dev.keyway.health;

import java.time.Duration;
import java.time.Instant;
import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Mean and 95th percentile of the times of one kind measured in the last five minutes. Each slot
 * has a histogram of one significant digit, which knows a value to a sixteenth; it is made when the
 * slot is first needed, covers no more than what was measured, and is used again. Not safe for use
 * by several threads.
 */
final class RollingTimes {

  /** Finer than any time that a strategy would tell apart, the gateway's own included. */
  private static final long FINEST_MICROS = 64;

  private static final long LONGEST_MICROS = Duration.ofHours(1).toNanos() / 1000;
  private static final int DIGITS = 1;
  private static final double PERCENTILE = 95.0;

  private final @Nullable IntCountsHistogram[] slots = new IntCountsHistogram[RollingSlots.SLOTS];
  private final long[] sums = new long[RollingSlots.SLOTS];
  private final long[] numbers = new long[RollingSlots.SLOTS];

  /**
   * @param number of the present slot
   */
  void add(long micros, long number) {
    int index = RollingSlots.index(number);
    IntCountsHistogram slot = slots[index];
    if (slot == null || numbers[index] != number) {
      slot = begin(slot, index, number);
    }
    long bounded = Math.min(micros, LONGEST_MICROS);
    slot.recordValue(bounded);
    sums[index] += bounded;
  }

  private IntCountsHistogram begin(@Nullable IntCountsHistogram before, int index, long number) {
    IntCountsHistogram slot = before == null ? histogram() : before;
    slot.reset();
    slots[index] = slot;
    sums[index] = 0;
    numbers[index] = number;
    return slot;
  }

  /** Milliseconds, or null when nothing was measured. */
  @Nullable Double mean(Instant now) {
    long count = 0;
    long sum = 0;
    for (int i = 0; i < slots.length; i++) {
      IntCountsHistogram slot = slots[i];
      if (slot != null && RollingSlots.counts(numbers[i], now)) {
        count += slot.getTotalCount();
        sum += sums[i];
      }
    }
    return count == 0 ? null : sum / 1000.0 / count;
  }

  /** Milliseconds, or null when nothing was measured. */
  @Nullable Double p95(Instant now) {
    IntCountsHistogram all = histogram();
    for (int i = 0; i < slots.length; i++) {
      IntCountsHistogram slot = slots[i];
      if (slot != null && RollingSlots.counts(numbers[i], now)) {
        all.add(slot);
      }
    }
    return all.getTotalCount() == 0 ? null : all.getValueAtPercentile(PERCENTILE) / 1000.0;
  }

  private static IntCountsHistogram histogram() {
    IntCountsHistogram histogram = new IntCountsHistogram(FINEST_MICROS, 2 * FINEST_MICROS, DIGITS);
    histogram.setAutoResize(true);
    return histogram;
  }
}
