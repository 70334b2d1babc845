package dev.keyway.testkit.apisix;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock {@code prepare_conf} (lua-resty-lock): all workers' requests that need a configuration
 * prepared wait for each other. Who dies while holding it leaves it locked until it expires.
 */
final class PrepareLock {

  /** How long one holds it at most. */
  private static final Duration EXPIRES = Duration.ofSeconds(30);

  /** How often who waits looks whether it has expired. */
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Duration wait;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private Instant heldUntil = Instant.MIN;

  PrepareLock(Duration wait, InstantSource clock) {
    this.wait = wait;
    this.clock = clock;
  }

  void lock() throws CallFailed {
    long end = System.nanoTime() + wait.toNanos();
    lock.lock();
    try {
      while (clock.instant().isBefore(heldUntil)) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          throw new CallFailed("failed to acquire the lock: timeout");
        }
        long unused = freed.awaitNanos(Math.min(left, STEP_NANOS));
      }
      heldUntil = clock.instant().plus(EXPIRES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a configuration", e);
    } finally {
      lock.unlock();
    }
  }

  void unlock() {
    lock.lock();
    try {
      heldUntil = Instant.MIN;
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
