package dev.keyway.testkit.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The requests of a recording: some sent one after the other, some at once. */
public final class Requests implements AutoCloseable {

  private static final int LIMIT_SECONDS = 60;

  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<List<Runnable>> due = new ArrayDeque<>();
  private final Semaphore over = new Semaphore(0);
  private CompletableFuture<?> underWay = CompletableFuture.completedFuture(null);

  /** Requests that are sent at once, when all before have their answers. */
  public void add(List<Runnable> group) {
    due.add(group);
  }

  /**
   * Sends the next when those before are over.
   *
   * @param whenOver run when those that are under way are over
   * @return false when all are over
   */
  boolean advance(Runnable whenOver) {
    if (underWay.isDone()) {
      List<Runnable> next = due.poll();
      if (next == null) {
        return false;
      }
      underWay = send(next);
    }
    CompletableFuture<?> unused = underWay.whenComplete((all, failure) -> whenOver.run());
    return true;
  }

  /** Sends these at once, while others may be under way. */
  public void sendNow(List<Runnable> group) {
    underWay = CompletableFuture.allOf(underWay, send(group));
  }

  private CompletableFuture<?> send(List<Runnable> group) {
    List<CompletableFuture<?>> sent = new ArrayList<>();
    group.forEach(
        request -> sent.add(CompletableFuture.runAsync(() -> carryOut(request), clients)));
    return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
  }

  private void carryOut(Runnable request) {
    try {
      request.run();
    } finally {
      over.release();
    }
  }

  /** Waits until so many of all are over. */
  public void awaitOver(int count) {
    try {
      assertThat(over.tryAcquire(count, LIMIT_SECONDS, TimeUnit.SECONDS))
          .as("%d requests are over", count)
          .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for requests", e);
    }
  }

  /** Sends what is left, and returns when all are over. */
  void finish() {
    do {
      underWay.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    } while (advance(() -> {}));
  }

  @Override
  public void close() {
    clients.shutdownNow();
  }
}
