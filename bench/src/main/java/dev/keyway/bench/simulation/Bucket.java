package dev.keyway.bench.simulation;

import dev.keyway.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;

/**
 * Refills all the time: what OpenAI, Anthropic and Groq limit by. An account that has rested for a
 * second may draw a sixtieth of its minute's limit, and {@code reset} says when it is full again
 * (docs: rate limits of each; Anthropic names the token bucket).
 */
final class Bucket implements Window {

  private final long limit;
  private final Duration period;
  private final double beginsWith;
  private double level;
  private Instant at = ManualClock.START;

  Bucket(long limit, Duration period) {
    this(limit, period, limit);
  }

  /**
   * @param beginsWith how much is left of it when the simulation begins
   */
  Bucket(long limit, Duration period, long beginsWith) {
    this.limit = limit;
    this.period = period;
    this.beginsWith = beginsWith;
    this.level = beginsWith;
  }

  @Override
  public long limit() {
    return limit;
  }

  @Override
  public long remaining(Instant now) {
    return (long) level(now);
  }

  @Override
  public void take(long amount, Instant now) {
    level = level(now) - amount;
    at = now;
  }

  @Override
  public Instant fullAt(Instant now) {
    return roomFor(limit, now);
  }

  @Override
  public Instant roomFor(long amount, Instant now) {
    double missing = Math.min(amount, limit) - level(now);
    return missing <= 0
        ? now
        : now.plusMillis((long) StrictMath.ceil(missing * period.toMillis() / limit));
  }

  @Override
  public double allowed(Duration length) {
    return beginsWith + refilledIn(length);
  }

  private double level(Instant now) {
    return Math.min((double) limit, level + refilledIn(Duration.between(at, now)));
  }

  private double refilledIn(Duration time) {
    return (double) limit * time.toMillis() / period.toMillis();
  }
}
