package dev.keyway.bench.simulation;

import dev.keyway.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;

/** All of it is back at once when a period begins anew, by the clock: what Google limits by. */
final class FixedWindow implements Window {

  private final long limit;
  private final Duration period;
  private final Instant anchor;
  private final long takenBefore;
  private long taken;
  private Instant begun;

  FixedWindow(long limit, Duration period) {
    this(limit, period, ManualClock.START, 0);
  }

  /**
   * @param anchor when one of its periods begins
   * @param taken how much of the present one is drawn when the simulation begins
   */
  FixedWindow(long limit, Duration period, Instant anchor, long taken) {
    this.limit = limit;
    this.period = period;
    this.anchor = anchor;
    this.takenBefore = taken;
    this.taken = taken;
    this.begun = begin(ManualClock.START);
  }

  @Override
  public long limit() {
    return limit;
  }

  @Override
  public long remaining(Instant now) {
    return begin(now).equals(begun) ? limit - taken : limit;
  }

  @Override
  public void take(long amount, Instant now) {
    taken = limit - remaining(now) + amount;
    begun = begin(now);
  }

  @Override
  public Instant fullAt(Instant now) {
    return remaining(now) == limit ? now : begin(now).plus(period);
  }

  @Override
  public Instant roomFor(long amount, Instant now) {
    return Math.min(amount, limit) <= remaining(now) ? now : begin(now).plus(period);
  }

  @Override
  public double allowed(Duration length) {
    Instant last = begin(ManualClock.START.plus(length).minusMillis(1));
    long periods = Duration.between(begin(ManualClock.START), last).dividedBy(period);
    return limit - takenBefore + (double) periods * limit;
  }

  private Instant begin(Instant now) {
    long sinceAnchor = Duration.between(anchor, now).toMillis();
    return anchor.plusMillis(Math.floorDiv(sinceAnchor, period.toMillis()) * period.toMillis());
  }
}
