package dev.keyway.testkit.kong;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A worker's idle connections; the latest that came back goes out first. */
final class ConnectionPool implements AutoCloseable {

  private final int most;
  private final Deque<PluginConnection> idle = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();

  ConnectionPool(int most) {
    this.most = most;
  }

  /** One that the server has not closed meanwhile, or null. */
  @Nullable PluginConnection take() {
    for (PluginConnection found = poll(); found != null; found = poll()) {
      if (found.isStillOpen()) {
        return found;
      }
      found.close();
    }
    return null;
  }

  private @Nullable PluginConnection poll() {
    lock.lock();
    try {
      return idle.pollFirst();
    } finally {
      lock.unlock();
    }
  }

  /** Closes those that the server has closed: nginx hears of it at once, also while nobody asks. */
  void sweep() {
    lock.lock();
    try {
      List<PluginConnection> closed =
          idle.stream().filter(connection -> !connection.isStillOpen()).toList();
      closed.forEach(PluginConnection::close);
      idle.removeAll(closed);
    } finally {
      lock.unlock();
    }
  }

  /** Keeps one; too many push out the one that was idle longest. */
  void put(PluginConnection connection) {
    PluginConnection pushedOut = null;
    lock.lock();
    try {
      idle.addFirst(connection);
      if (idle.size() > most) {
        pushedOut = idle.pollLast();
      }
    } finally {
      lock.unlock();
    }
    if (pushedOut != null) {
      pushedOut.close();
    }
  }

  @Override
  public void close() {
    for (PluginConnection found = poll(); found != null; found = poll()) {
      found.close();
    }
  }
}
