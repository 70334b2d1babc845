package dev.keyway.server.daemon;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what no event tells of. */
final class Await {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Await() {}

  /** Asks until the answer is yes. */
  static void until(Callable<Boolean> question) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!question.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not so within " + LIMIT);
      }
      Thread.onSpinWait();
    }
  }
}
