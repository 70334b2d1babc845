package dev.keyway.testkit.openresty;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A worker's idle connections; the latest that came back goes out first. */
public final class ConnectionPool implements AutoCloseable {

  private final int most;
  private final Duration keepAlive;
  private final InstantSource clock;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();

  private record Idle(Cosocket connection, Instant since) {}

  /**
   * An empty one.
   *
   * @param most the most connections that are kept
   * @param keepAlive for how long one is
   */
  public ConnectionPool(int most, Duration keepAlive, InstantSource clock) {
    this.most = most;
    this.keepAlive = keepAlive;
    this.clock = clock;
  }

  /** One that the server has not closed meanwhile, or null. */
  public @Nullable Cosocket take() {
    for (Idle found = poll(); found != null; found = poll()) {
      if (isGood(found)) {
        return found.connection;
      }
      found.connection.close();
    }
    return null;
  }

  private boolean isGood(Idle one) {
    return clock.instant().isBefore(one.since.plus(keepAlive)) && one.connection.isStillOpen();
  }

  private @Nullable Idle poll() {
    lock.lock();
    try {
      return idle.pollFirst();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes those that the server has closed, and those that were idle for too long: nginx does so
   * at once, also while nobody asks.
   */
  public void sweep() {
    lock.lock();
    try {
      List<Idle> over = idle.stream().filter(each -> !isGood(each)).toList();
      over.forEach(each -> each.connection.close());
      idle.removeAll(over);
    } finally {
      lock.unlock();
    }
  }

  /** Keeps one; too many push out the one that was idle longest. */
  public void put(Cosocket connection) {
    Idle pushedOut = null;
    lock.lock();
    try {
      idle.addFirst(new Idle(connection, clock.instant()));
      if (idle.size() > most) {
        pushedOut = idle.pollLast();
      }
    } finally {
      lock.unlock();
    }
    if (pushedOut != null) {
      pushedOut.connection.close();
    }
  }

  @Override
  public void close() {
    for (Idle found = poll(); found != null; found = poll()) {
      found.connection.close();
    }
  }
}
