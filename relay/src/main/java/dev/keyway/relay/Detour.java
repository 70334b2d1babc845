package dev.keyway.relay;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Takes a step that would hold an event loop for too long on a thread of its own, and goes on on
 * the loop with what came of it.
 */
final class Detour {

  /**
   * Steps at once: they are nothing but computing, and other virtual threads (the operator's side
   * door) share the processors with them.
   */
  private static final Semaphore AT_ONCE =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));

  private final Context loop;
  private final Mishap mishap;

  /**
   * Begins on the event loop where the request is at home.
   *
   * @param mishap guards what follows the step, and gets what goes wrong in it
   */
  Detour(Mishap mishap) {
    this.loop = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
    this.mishap = mishap;
  }

  <T> void take(Supplier<T> step, Consumer<T> then) {
    Thread.ofVirtual()
        .name("keyway-detour")
        .start(() -> {
          Runnable back = outcome(step, then);
          loop.runOnContext(home -> mishap.guard(back));
        });
  }

  /** A thread that died without a word would leave its client waiting. */
  private static <T> Runnable outcome(Supplier<T> step, Consumer<T> then) {
    AT_ONCE.acquireUninterruptibly();
    try {
      T result = step.get();
      return () -> then.accept(result);
    } catch (RuntimeException defect) {
      return () -> {
        throw defect;
      };
    } catch (Error defect) {
      return () -> {
        throw new IllegalStateException(defect);
      };
    } finally {
      AT_ONCE.release();
    }
  }
}
