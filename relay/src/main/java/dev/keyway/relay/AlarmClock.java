package dev.keyway.relay;

import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The alarms of one event loop. A request sets and cancels three that hardly ever ring, most of
 * them for the same few times: those set for one time ring in the order they were set, so a list
 * holds them and one timer of the library serves all of it. Setting and cancelling then moves a few
 * references, where a timer of its own costs a place in the library's map and in a heap.
 */
final class AlarmClock {

  /** With more lists than these the times are no few: then none outlives its last alarm. */
  private static final int KEPT_LISTS = 64;

  private final Timers timers;
  private final LongSupplier nanos;
  private final LongObjectMap<Times> byMillis = new LongObjectHashMap<>();

  /** Runs something once after a time. */
  interface Timers {

    /** Gives the timer's id. */
    long set(long millis, Runnable action);

    void cancel(long id);
  }

  /** By the library's timers, which run on the event loop that sets them. */
  AlarmClock(Vertx vertx) {
    this(new LibraryTimers(vertx), System::nanoTime);
  }

  /**
   * @param nanos a clock that only goes forward
   */
  AlarmClock(Timers timers, LongSupplier nanos) {
    this.timers = timers;
    this.nanos = nanos;
  }

  private record LibraryTimers(Vertx vertx) implements Timers {

    @Override
    public long set(long millis, Runnable action) {
      return vertx.setTimer(millis, id -> action.run());
    }

    @Override
    public void cancel(long id) {
      vertx.cancelTimer(id);
    }
  }

  /** Has an alarm, which is not set, ring after this time, at the earliest after a millisecond. */
  void set(Alarm alarm, Duration after) {
    long millis = Math.max(1, after.toMillis());
    Times times = byMillis.get(millis);
    if (times == null) {
      times = new Times(millis);
      byMillis.put(millis, times);
    }
    times.add(alarm);
  }

  /** Alarms set for one time, the first to ring in front. */
  final class Times {

    private final long millis;
    private @Nullable Alarm first;
    private @Nullable Alarm last;
    private long timer;
    private boolean timed;

    private Times(long millis) {
      this.millis = millis;
    }

    private void add(Alarm alarm) {
      alarm.list = this;
      alarm.ringsAtNanos = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
      alarm.before = last;
      if (last == null) {
        first = alarm;
      } else {
        last.after = alarm;
      }
      last = alarm;
      if (!timed) {
        time(millis);
      }
    }

    void remove(Alarm alarm) {
      if (alarm.before == null) {
        first = alarm.after;
      } else {
        alarm.before.after = alarm.after;
      }
      if (alarm.after == null) {
        last = alarm.before;
      } else {
        alarm.after.before = alarm.before;
      }
      alarm.before = null;
      alarm.after = null;
      alarm.list = null;
      if (first == null && byMillis.size() > KEPT_LISTS && timed) {
        timers.cancel(timer);
        forget();
      }
    }

    private void time(long fromNow) {
      timed = true;
      timer = timers.set(fromNow, this::look);
    }

    private void look() {
      try {
        for (Alarm due = due(); due != null; due = due()) {
          due.ring();
        }
      } finally {
        // An alarm that met a defect must not silence those behind it.
        if (first == null) {
          forget();
        } else {
          time(Math.max(1, millisLeft(first)));
        }
      }
    }

    private @Nullable Alarm due() {
      return first != null && millisLeft(first) <= 0 ? first : null;
    }

    /** Rounded up: none rings too early. */
    private long millisLeft(Alarm alarm) {
      long left = alarm.ringsAtNanos - nanos.getAsLong();
      return TimeUnit.NANOSECONDS.toMillis(left + TimeUnit.MILLISECONDS.toNanos(1) - 1);
    }

    private void forget() {
      timed = false;
      if (equals(byMillis.get(millis))) {
        byMillis.remove(millis);
      }
    }
  }
}
