package dev.keyway.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that a test moves by hand. */
public final class ManualClock implements InstantSource {

  /** Where every manual clock starts. */
  public static final Instant START = Instant.parse("2026-11-02T12:00:00Z");

  private volatile Instant now = START;

  @Override
  public Instant instant() {
    return now;
  }

  /** Lets this much time pass. */
  public synchronized void pass(Duration duration) {
    now = now.plus(duration);
  }
}
