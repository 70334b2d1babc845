package dev.keyway.apisix.runner;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What APISIX had prepared here and names by a number. It forgets some without a word, so what
 * nobody used for long goes, and the longest unused one when there are too many. Both happen when
 * one is added: as long as none is, they don't grow. Safe for use by many threads.
 *
 * @param <V> what is kept
 */
final class Kept<V> {

  private final int most;
  private final long unusedNanos;
  private final LongSupplier nanoTime;
  private final Map<Integer, Held<V>> held = new ConcurrentHashMap<>();

  /**
   * @param most how many are kept
   * @param unusedFor how long one is kept that nobody uses
   * @param nanoTime as {@link System#nanoTime()}
   */
  Kept(int most, Duration unusedFor, LongSupplier nanoTime) {
    this.most = most;
    this.unusedNanos = unusedFor.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * Keeps it under this number.
   *
   * @return false when another one has the number
   */
  synchronized boolean add(int number, V value) {
    long now = nanoTime.getAsLong();
    held.values().removeIf(each -> each.unusedNanos(now) > unusedNanos);
    if (held.containsKey(number)) {
      return false;
    }
    while (held.size() >= most) {
      removeLongestUnused(now);
    }
    held.put(number, new Held<>(value, now));
    return true;
  }

  private void removeLongestUnused(long now) {
    held.entrySet().stream()
        .max(Comparator.comparingLong(each -> each.getValue().unusedNanos(now)))
        .ifPresent(longest -> held.remove(longest.getKey()));
  }

  /** The one of this number, which is used now, or null. */
  @Nullable V use(int number) {
    Held<V> found = held.get(number);
    if (found == null) {
      return null;
    }
    found.usedNanos = nanoTime.getAsLong();
    return found.value;
  }

  /** Lets all go. */
  void clear() {
    held.clear();
  }

  private static final class Held<V> {

    final V value;
    volatile long usedNanos;

    Held(V value, long nowNanos) {
      this.value = value;
      this.usedNanos = nowNanos;
    }

    long unusedNanos(long now) {
      return now - usedNanos;
    }
  }
}
