package dev.keyway.apisix.runner;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log what was wrong with what came, once in a while: whoever may connect could fill a
 * disk by it. Safe for use by many threads.
 */
final class Complaints {

  private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

  private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private long lastNanos;
  private long unsaid;

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  Complaints(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lastNanos = nanoTime.getAsLong() - PAUSE_NANOS;
  }

  /** One more. */
  synchronized void badRequest(Malformed sent) {
    long now = nanoTime.getAsLong();
    if (now - lastNanos < PAUSE_NANOS) {
      unsaid++;
      return;
    }
    LOG.warn(
        "APISIX is told of a bad request: it sent {}{}",
        sent.getMessage(),
        unsaid == 0 ? "" : ", and " + unsaid + " more since the last time");
    lastNanos = now;
    unsaid = 0;
  }
}
