package dev.keyway.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Mean and 95th percentile of the times measured in the last five minutes. The percentile is known
 * to a fifth of its value: times are counted in four buckets an octave, from 1/16 ms to over an
 * hour. Not safe for use by several threads.
 */
final class RollingTimes {

  private static final int OCTAVES = 26;
  private static final int PER_OCTAVE = 4;
  private static final double SMALLEST_MILLIS = 1.0 / 16;
  private static final int COUNT = OCTAVES * PER_OCTAVE;
  private static final int MICROS = COUNT + 1;

  private final RollingSlots slots = new RollingSlots(COUNT + 2);

  void add(double millis, Instant now) {
    long[] slot = slots.slot(now);
    slot[bucket(millis)]++;
    slot[COUNT]++;
    slot[MICROS] += Math.round(millis * 1000);
  }

  /** Milliseconds, or null when nothing was measured. */
  @Nullable Double mean(Instant now) {
    long count = slots.sum(COUNT, now);
    return count == 0 ? null : slots.sum(MICROS, now) / 1000.0 / count;
  }

  /** Milliseconds, or null when nothing was measured. */
  @Nullable Double p95(Instant now) {
    long count = slots.sum(COUNT, now);
    if (count == 0) {
      return null;
    }
    long rank = (long) Math.ceil(0.95 * count);
    int bucket = 0;
    for (long seen = slots.sum(0, now); seen < rank; seen += slots.sum(bucket, now)) {
      bucket++;
    }
    return upperEdge(bucket);
  }

  private static int bucket(double millis) {
    double octave = Math.log(Math.max(millis, SMALLEST_MILLIS) / SMALLEST_MILLIS) / Math.log(2);
    return (int) Math.min(COUNT - 1, Math.floor(octave * PER_OCTAVE));
  }

  private static double upperEdge(int bucket) {
    return SMALLEST_MILLIS * Math.pow(2, (bucket + 1.0) / PER_OCTAVE);
  }
}
