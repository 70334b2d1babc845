package dev.keyway.relay;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Lifetimes of connections. */
final class Lifetimes {

  private static final double SPREAD = 0.1;

  private Lifetimes() {}

  /** A little more or less, so that connections which were opened together don't end together. */
  static Duration spread(Duration lifetime) {
    double factor = ThreadLocalRandom.current().nextDouble(1 - SPREAD, 1 + SPREAD);
    return Duration.ofMillis(Math.round(lifetime.toMillis() * factor));
  }
}
