package dev.keyway.server.daemon;

import dev.keyway.Keyway;
import dev.keyway.relay.Relay;
import org.slf4j.LoggerFactory;

/**
 * What every daemon needs, whatever its configuration says: loaded on a thread of its own while
 * that is read. Who needs it earlier waits for it, or loads it; the JVM sees to that.
 */
final class Ahead {

  private Ahead() {}

  /** Begins, and returns at once. */
  static void load() {
    Thread.ofPlatform().name("keyway-ahead").daemon().start(Ahead::all);
  }

  private static void all() {
    LoggerFactory.getILoggerFactory();
    Relay.prepare();
    Keyway.prepare();
  }
}
