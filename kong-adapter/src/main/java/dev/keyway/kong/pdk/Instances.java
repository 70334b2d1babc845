package dev.keyway.kong.pdk;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The instances Kong has started, by their ids. Kong forgets some without a word, so those that
 * nobody used for long go, and the longest unused one when there are too many. Both happen when one
 * is added: as long as none is, they don't grow.
 */
final class Instances {

  private final int most;
  private final long unusedNanos;
  private final LongSupplier nanoTime;
  private final IntSupplier ids;
  private final Map<Integer, Held> held = new ConcurrentHashMap<>();

  /**
   * @param ids any numbers, which begin by chance: Kong keeps the ids of a process that ended, and
   *     they have to be unknown to the next one, or a request would be handled under another
   *     configuration
   */
  Instances(int most, Duration unusedFor, LongSupplier nanoTime, IntSupplier ids) {
    this.most = most;
    this.unusedNanos = unusedFor.toNanos();
    this.nanoTime = nanoTime;
    this.ids = ids;
  }

  /** Keeps it, and returns its id: any number. */
  synchronized int add(Started instance) {
    long now = nanoTime.getAsLong();
    held.forEach((id, each) -> {
      if (each.unusedNanos(now) > unusedNanos) {
        remove(id);
      }
    });
    while (held.size() >= most) {
      removeLongestUnused(now);
    }
    Held added = new Held(instance, now);
    int id = ids.getAsInt();
    while (held.putIfAbsent(id, added) != null) {
      id = ids.getAsInt();
    }
    return id;
  }

  private void removeLongestUnused(long now) {
    held.entrySet().stream()
        .max(Comparator.comparingLong(each -> each.getValue().unusedNanos(now)))
        .ifPresent(longest -> remove(longest.getKey()));
  }

  /** The one that is used now, or null when the id is of none. */
  @Nullable Started use(int id) {
    Held found = held.get(id);
    if (found == null) {
      return null;
    }
    found.usedNanos = nanoTime.getAsLong();
    return found.instance;
  }

  /** Closes it; an id of none is well. */
  void remove(int id) {
    Held removed = held.remove(id);
    if (removed != null) {
      removed.instance.close();
    }
  }

  /** Closes all. */
  void clear() {
    held.keySet().forEach(this::remove);
  }

  private static final class Held {

    final Started instance;
    volatile long usedNanos;

    Held(Started instance, long nowNanos) {
      this.instance = instance;
      this.usedNanos = nowNanos;
    }

    long unusedNanos(long now) {
      return now - usedNanos;
    }
  }
}
