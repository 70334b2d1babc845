package dev.keyway.relay;

import java.time.Duration;

/**
 * Rings when nothing has happened for a time. Being told that something has happened costs next to
 * nothing: the timer is not set anew for it. Runs on one event loop.
 */
final class Watchdog {

  private final Alarm alarm;
  private final Duration limit;
  private final Runnable action;
  private long lastFed;

  Watchdog(AlarmClock clock, Duration limit, Runnable action) {
    this.alarm = new Alarm(clock);
    this.limit = limit;
    this.action = action;
  }

  /** Something has happened: the time counts from now. Starts it where it was stopped. */
  void feed() {
    lastFed = System.nanoTime();
    if (!alarm.pending()) {
      alarm.set(limit, this::look);
    }
  }

  void stop() {
    alarm.cancel();
  }

  private void look() {
    Duration left = limit.minusNanos(System.nanoTime() - lastFed);
    if (left.isPositive()) {
      alarm.set(left, this::look);
    } else {
      action.run();
    }
  }
}
