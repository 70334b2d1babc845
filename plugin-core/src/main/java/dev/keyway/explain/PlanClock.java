package dev.keyway.explain;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes only where an attempt is assumed to take its time. */
final class PlanClock implements InstantSource {

  private Instant now;

  PlanClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration duration) {
    now = now.plus(duration);
  }
}
