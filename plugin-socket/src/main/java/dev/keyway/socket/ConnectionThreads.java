package dev.keyway.socket;

import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;

/**
 * Threads that connections are served on. The first few that are open at a time have platform
 * threads, which the kernel wakes itself when bytes come: a virtual one is woken by a thread that
 * polls, which is twice the processor time where little else is going on. All others have virtual
 * ones, so that a thousand connections are no thousand stacks. A gateway asks on the connection it
 * used last, so that at a quiet time these few are all it uses.
 */
final class ConnectionThreads implements ThreadFactory {

  private static final int PLATFORM_THREADS = 16;

  private final Semaphore platformThreads = new Semaphore(PLATFORM_THREADS);
  private final ThreadFactory platform;
  private final ThreadFactory virtual;

  /**
   * @param name that those of the threads begin with
   */
  ConnectionThreads(String name) {
    platform = Thread.ofPlatform().daemon().name(name + "-platform-", 1).factory();
    virtual = Thread.ofVirtual().name(name + "-", 1).factory();
  }

  @Override
  public Thread newThread(Runnable serving) {
    return platformThreads.tryAcquire()
        ? platform.newThread(() -> runThenRelease(serving))
        : virtual.newThread(serving);
  }

  private void runThenRelease(Runnable serving) {
    try {
      serving.run();
    } finally {
      platformThreads.release();
    }
  }
}
