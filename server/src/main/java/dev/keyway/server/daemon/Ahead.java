package dev.keyway.server.daemon;

import dev.keyway.Keyway;
import dev.keyway.relay.Relay;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * What every daemon needs, whatever its configuration says: loaded on a thread of its own while
 * that is read. Who needs it earlier waits for it; the JVM sees to that, but for loggers.
 */
public final class Ahead {

  private final CountDownLatch logging = new CountDownLatch(1);

  private Ahead() {}

  /** Begins, and returns at once. */
  public static Ahead load() {
    Ahead ahead = new Ahead();
    Thread.ofPlatform().name("keyway-ahead").daemon().start(ahead::all);
    return ahead;
  }

  private void all() {
    try {
      LoggerFactory.getILoggerFactory();
    } finally {
      logging.countDown();
    }
    Relay.prepare();
    Keyway.prepare();
  }

  /**
   * Waits until loggers may be asked for. One that another thread asks for while logging is set up
   * may stay silent for good.
   */
  public void awaitLogging() throws InterruptedException {
    logging.await();
  }
}
