package dev.keyway.scripted;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** What happened at a provider, in order. Whoever waits for something is woken when it happens. */
final class Journal {

  private final History received = new History();
  private final History completed = new History();
  private final History cancelled = new History();
  private int kept = Integer.MAX_VALUE;
  private int malformed;
  private int connections;
  private int openConnections;
  private long bytesSent;

  synchronized void keep(int latest) {
    kept = latest;
    received.trim(kept);
    completed.trim(kept);
    cancelled.trim(kept);
  }

  synchronized int connected() {
    openConnections++;
    notifyAll();
    return ++connections;
  }

  synchronized void disconnected() {
    openConnections--;
    notifyAll();
  }

  /** Numbers a request in the order of this list, and keeps it. */
  synchronized Received received(IntFunction<Received> numbered) {
    Received request = numbered.apply(received.count() + 1);
    received.add(request, kept);
    notifyAll();
    return request;
  }

  synchronized void completed(Received request) {
    completed.add(request, kept);
    notifyAll();
  }

  synchronized void cancelled(Received request) {
    cancelled.add(request, kept);
    notifyAll();
  }

  synchronized void malformed() {
    malformed++;
    notifyAll();
  }

  synchronized void sent(long bytes) {
    bytesSent += bytes;
  }

  synchronized List<Received> received() {
    return received.latest();
  }

  synchronized List<Received> completed() {
    return completed.latest();
  }

  synchronized List<Received> cancelled() {
    return cancelled.latest();
  }

  synchronized int malformedRequests() {
    return malformed;
  }

  synchronized int connections() {
    return connections;
  }

  synchronized int openConnections() {
    return openConnections;
  }

  synchronized long bytesSent() {
    return bytesSent;
  }

  List<Received> awaitReceived(int count, Duration timeout) {
    await(count + " requests", () -> received.count() >= count, timeout);
    return received();
  }

  List<Received> awaitCompleted(int count, Duration timeout) {
    await(count + " complete answers", () -> completed.count() >= count, timeout);
    return completed();
  }

  List<Received> awaitCancelled(int count, Duration timeout) {
    await(count + " cancelled answers", () -> cancelled.count() >= count, timeout);
    return cancelled();
  }

  void awaitOpenConnections(int count, Duration timeout) {
    await(count + " open connections", () -> openConnections == count, timeout);
  }

  private synchronized void await(String what, BooleanSupplier there, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!there.getAsBoolean()) {
      long millis = Math.ceilDiv(deadline - System.nanoTime(), 1_000_000L);
      if (millis <= 0) {
        throw new IllegalStateException("not " + what + " within " + timeout + ": " + this);
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + what, e);
      }
    }
  }

  @Override
  public synchronized String toString() {
    return "received %s, completed %s, cancelled %s, malformed %d, connections %d (%d open)"
        .formatted(
            received.latest(),
            completed.latest(),
            cancelled.latest(),
            malformed,
            connections,
            openConnections);
  }
}
