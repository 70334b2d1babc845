package dev.keyway.relay;

import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * A timer that can be set, cancelled, and asked whether it is still to ring. Runs on one event
 * loop.
 */
final class Alarm {

  private static final long NONE = -1;

  private final Vertx vertx;
  private long timer = NONE;

  Alarm(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Rings once after this time, at the earliest after a millisecond; replaces what was set before.
   */
  void set(Duration after, Runnable action) {
    cancel();
    timer =
        vertx.setTimer(
            Math.max(1, after.toMillis()),
            id -> {
              timer = NONE;
              action.run();
            });
  }

  void cancel() {
    if (timer != NONE) {
      vertx.cancelTimer(timer);
      timer = NONE;
    }
  }

  boolean pending() {
    return timer != NONE;
  }
}
