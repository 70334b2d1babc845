package dev.keyway.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An alarm that can be set, cancelled, and asked whether it is still to ring. Runs on one event
 * loop.
 */
final class Alarm {

  private final AlarmClock clock;
  private @Nullable Runnable action;

  /** Its neighbours in the clock's list, which it is in as long as it is set. */
  AlarmClock.@Nullable Times list;

  @Nullable Alarm before;
  @Nullable Alarm after;
  long ringsAtNanos;

  Alarm(AlarmClock clock) {
    this.clock = clock;
  }

  /**
   * Rings once after this time, at the earliest after a millisecond; replaces what was set before.
   */
  void set(Duration after, Runnable action) {
    cancel();
    this.action = action;
    clock.set(this, after);
  }

  void cancel() {
    if (list != null) {
      list.remove(this);
      action = null;
    }
  }

  boolean pending() {
    return list != null;
  }

  void ring() {
    Runnable due = action;
    cancel();
    if (due != null) {
      due.run();
    }
  }
}
