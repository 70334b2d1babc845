package dev.keyway.scripted;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds an answer back until it is opened; then lets everything through for good. {@link
 * #awaitReached} tells a test when the first answer stands before it, with all its earlier bytes
 * sent.
 */
public final class Gate {

  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private final CountDownLatch reached = new CountDownLatch(1);

  /** Lets the answers that wait, and all later ones, go on. Opening twice is fine. */
  public void open() {
    opened.complete(null);
  }

  /** Whether {@link #open} was called. */
  public boolean isOpen() {
    return opened.isDone();
  }

  /**
   * Returns as soon as an answer has reached this gate.
   *
   * @throws IllegalStateException when none has within {@code timeout}, or on interruption
   */
  public void awaitReached(Duration timeout) {
    try {
      if (!reached.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IllegalStateException("no answer reached the gate within " + timeout);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before an answer reached the gate", e);
    }
  }

  /** Runs {@code next} once the gate is open: at once, or on the thread that opens it. */
  void pass(Runnable next) {
    reached.countDown();
    var unused = opened.thenRun(next);
  }
}
