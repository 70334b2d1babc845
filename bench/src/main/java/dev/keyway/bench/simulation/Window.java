package dev.keyway.bench.simulation;

import java.time.Duration;
import java.time.Instant;

/** How much a provider lets an account draw in a time. */
sealed interface Window permits Bucket, FixedWindow {

  /** How much there is when nothing was drawn. */
  long limit();

  /** How much may be drawn now. */
  long remaining(Instant now);

  /** Draws, which must not be more than remains. */
  void take(long amount, Instant now);

  /** When all of it is back, as long as nobody draws. */
  Instant fullAt(Instant now);

  /** When this much may be drawn, as long as nobody else draws. */
  Instant roomFor(long amount, Instant now);

  /** How much may be drawn from the beginning on for so long. */
  double allowed(Duration length);
}
