package dev.keyway.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Clients that ask the same again and again until they are told to end. */
public final class Load implements AutoCloseable {

  private final ContractStage stage;
  private final Ask ask;
  private final List<Thread> clients = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final List<Integer> statuses = new ArrayList<>();
  private volatile boolean over;

  private Load(ContractStage stage, Ask ask) {
    this.stage = stage;
    this.ask = ask;
  }

  /** Starts so many clients. */
  public static Load start(ContractStage stage, Ask ask, int clients) {
    Load load = new Load(stage, ask);
    for (int i = 0; i < clients; i++) {
      load.clients.add(Thread.ofVirtual().start(load::askOn));
    }
    return load;
  }

  /** Returns when so many more have been answered. */
  public void awaitMore(int answers) {
    int before = answered();
    awaitAnswer(() -> answered() >= before + answers);
  }

  /** Returns at the first answer after which this is so. */
  public void awaitAnswer(BooleanSupplier isSo) {
    long end = System.nanoTime() + ContractStage.LIMIT.toNanos();
    lock.lock();
    try {
      while (!isSo.getAsBoolean()) {
        long nanos = more.awaitNanos(end - System.nanoTime());
        if (nanos <= 0) {
          throw new AssertionError("not so within " + ContractStage.LIMIT);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for answers", e);
    } finally {
      lock.unlock();
    }
  }

  /** Lets the clients finish, and returns the statuses of all answers; 0 for what was no answer. */
  public List<Integer> end() {
    close();
    lock.lock();
    try {
      return List.copyOf(statuses);
    } finally {
      lock.unlock();
    }
  }

  private int answered() {
    lock.lock();
    try {
      return statuses.size();
    } finally {
      lock.unlock();
    }
  }

  private void askOn() {
    while (!over) {
      add(status());
    }
  }

  private int status() {
    try {
      return stage.ask(ask).statusCode();
    } catch (RuntimeException noAnswer) {
      return 0;
    }
  }

  private void add(int status) {
    lock.lock();
    try {
      statuses.add(status);
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    over = true;
    for (Thread client : clients) {
      join(client);
    }
  }

  private static void join(Thread client) {
    try {
      if (!client.join(ContractStage.LIMIT)) {
        throw new AssertionError("a client has no answer within " + ContractStage.LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a client", e);
    }
  }
}
