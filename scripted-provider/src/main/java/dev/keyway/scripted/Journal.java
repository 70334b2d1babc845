package dev.keyway.scripted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** What happened at a provider, in order. Whoever waits for something is woken when it happens. */
final class Journal {

  private final List<Received> received = new ArrayList<>();
  private final List<Received> completed = new ArrayList<>();
  private final List<Received> cancelled = new ArrayList<>();
  private int malformed;
  private int connections;
  private int openConnections;
  private long bytesSent;

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
    Received request = numbered.apply(received.size() + 1);
    received.add(request);
    notifyAll();
    return request;
  }

  synchronized void completed(Received request) {
    completed.add(request);
    notifyAll();
  }

  synchronized void cancelled(Received request) {
    cancelled.add(request);
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
    return List.copyOf(received);
  }

  synchronized List<Received> completed() {
    return List.copyOf(completed);
  }

  synchronized List<Received> cancelled() {
    return List.copyOf(cancelled);
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
    await(count + " requests", () -> received.size() >= count, timeout);
    return received();
  }

  List<Received> awaitCompleted(int count, Duration timeout) {
    await(count + " complete answers", () -> completed.size() >= count, timeout);
    return completed();
  }

  List<Received> awaitCancelled(int count, Duration timeout) {
    await(count + " cancelled answers", () -> cancelled.size() >= count, timeout);
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
        throw new IllegalStateException("no " + what + " within " + timeout + ": " + this);
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
    return "received "
        + received
        + ", completed "
        + completed
        + ", cancelled "
        + cancelled
        + ", malformed "
        + malformed
        + ", connections "
        + connections
        + " ("
        + openConnections
        + " open)";
  }
}
