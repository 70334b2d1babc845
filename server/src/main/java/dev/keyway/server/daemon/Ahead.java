package dev.keyway.server.daemon;

import dev.keyway.Keyway;
import dev.keyway.relay.Relay;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * What every daemon needs, whatever its configuration says: loaded on a thread of its own while
 * that is read. Libraries are set up by no other thread meanwhile; what is our own the JVM lets
 * wait who needs it earlier.
 */
public final class Ahead {

  private final CountDownLatch libraries = new CountDownLatch(1);

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
      Relay.prepare();
    } finally {
      libraries.countDown();
    }
    Keyway.prepare();
  }

  /**
   * Waits until libraries may be used. A logger that another thread asks for while logging is set
   * up may stay silent for good, and two threads that initialise one library's classes from two
   * ends could wait for each other.
   */
  public void awaitLibraries() throws InterruptedException {
    libraries.await();
  }
}
