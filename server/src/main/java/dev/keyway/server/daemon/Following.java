package dev.keyway.server.daemon;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second whether files are other ones, on a thread of its own. Looking is cheap and
 * works on every file system, which being told by the kernel ({@link FolderWatch}) does not.
 */
final class Following implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Following.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("keyway-files").daemon().factory());
  private final Future<?> looking;

  private Following(List<Runnable> looks) {
    looking =
        thread.scheduleWithFixedDelay(() -> looks.forEach(Following::look), 1, 1, TimeUnit.SECONDS);
  }

  /** Calls each of these once a second from now on. */
  static Following start(Runnable... looks) {
    return new Following(List.of(looks));
  }

  @Override
  public void close() {
    looking.cancel(true);
    thread.shutdownNow();
  }

  /** What is thrown here would end the following for good. */
  static void look(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException e) {
      LOG.error("a file that changed could not be taken over", e);
    }
  }
}
