package dev.keyway.kong.pdk;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances Kong has started, by their ids. Kong forgets some without a word, so those that
 * nobody used for long go, and the longest unused one when there are too many. Both happen when one
 * is added: as long as none is, they don't grow.
 */
final class Instances {

  private static final Logger LOG = LoggerFactory.getLogger(Instances.class);

  /**
   * So long an instance that Kong has closed still handles events: a request may have got its id
   * just before. For an unknown id Kong 3.9 forgets all instances, and repeats the event under the
   * configuration of before.
   */
  private static final long CLOSED_NANOS = Duration.ofMinutes(1).toNanos();

  /** What was used within it is in use: Kong will start it again. */
  private static final long LATELY_NANOS = Duration.ofMinutes(5).toNanos();

  private final int most;
  private final long unusedNanos;
  private final LongSupplier nanoTime;
  private final IntSupplier ids;
  private final Map<Integer, Held> held = new ConcurrentHashMap<>();
  private boolean warned;

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
    removeOver(now);
    while (held.size() >= most) {
      removeLeastMissed(now);
    }
    Held added = new Held(instance, now);
    int id = ids.getAsInt();
    while (held.putIfAbsent(id, added) != null) {
      id = ids.getAsInt();
    }
    return id;
  }

  private void removeOver(long now) {
    held.forEach((id, each) -> {
      if (each.closedFor(now) > CLOSED_NANOS || each.unusedFor(now) > unusedNanos) {
        remove(id);
      }
    });
  }

  /** One that Kong has closed, else the longest unused. */
  private void removeLeastMissed(long now) {
    Comparator<Held> leastMissed =
        Comparator.<Held>comparingLong(each -> each.closedFor(now))
            .thenComparingLong(each -> each.unusedFor(now));
    held.entrySet().stream()
        .max(Map.Entry.comparingByValue(leastMissed))
        .ifPresent(least -> {
          warnOfLoss(least.getValue(), now);
          remove(least.getKey());
        });
  }

  private void warnOfLoss(Held lost, long now) {
    if (!warned && lost.closedFor(now) < 0 && lost.unusedFor(now) < LATELY_NANOS) {
      warned = true;
      LOG.warn(
          "more than {} instances of plugins are in use: one of plugin {} was ended, and Kong starts"
              + " it again with its next request. There should be room for Kong's workers times the"
              + " plugin's configurations; this is said once",
          most,
          lost.instance.plugin());
    }
  }

  /** The one that is used now, or null when the id is of none. */
  @Nullable Started use(int id) {
    Held found = held.get(id);
    long now = nanoTime.getAsLong();
    if (found == null || found.closedFor(now) > CLOSED_NANOS) {
      return null;
    }
    found.usedNanos = now;
    return found.instance;
  }

  /** Kong uses it no more, but for events that are on their way; an id of none is well. */
  synchronized void close(int id) {
    long now = nanoTime.getAsLong();
    removeOver(now);
    Held closed = held.get(id);
    if (closed != null && closed.closedNanos == null) {
      closed.closedNanos = now;
    }
  }

  private void remove(int id) {
    Held removed = held.remove(id);
    if (removed != null) {
      removed.instance.close();
    }
  }

  /** Ends all. */
  void clear() {
    held.keySet().forEach(this::remove);
  }

  private static final class Held {

    final Started instance;
    volatile long usedNanos;

    /** When Kong closed it. */
    volatile @Nullable Long closedNanos;

    Held(Started instance, long nowNanos) {
      this.instance = instance;
      this.usedNanos = nowNanos;
    }

    long unusedFor(long now) {
      return now - usedNanos;
    }

    /** How long ago Kong closed it, or -1. */
    long closedFor(long now) {
      Long closed = closedNanos;
      return closed == null ? -1 : now - closed;
    }
  }
}
