package dev.keyway.server.e2e;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** For what tells nobody that it has happened. */
final class Deadline {

  private static final long BETWEEN_NANOS = 50_000_000;

  private Deadline() {}

  /** Asks again and again until it is so. */
  static void await(String what, BooleanSupplier isSo) {
    long end = System.nanoTime() + Lines.LIMIT.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(what + " did not come within " + Lines.LIMIT);
      }
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
  }
}
