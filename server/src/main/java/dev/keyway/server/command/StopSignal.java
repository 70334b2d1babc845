package dev.keyway.server.command;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wish of a supervisor, or of a person at a terminal, that the program end. A JVM's own way,
 * shutdown hooks, ends with the signal's exit code and can't be hurried by a second signal; so this
 * asks {@code sun.misc.Signal}, which {@code jdk.unsupported} exports, and by reflection, because
 * its mere name is a warning that can't be switched off.
 */
final class StopSignal {

  private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

  /** What a shell shows for a program that a signal ended: this and the signal's number. */
  private static final int SIGNALLED = 128;

  private final CountDownLatch first = new CountDownLatch(1);
  private final AtomicBoolean stopping = new AtomicBoolean();

  /**
   * Watches for SIGTERM and SIGINT from now on.
   *
   * @param hangUp what SIGHUP asks for, which otherwise would end the program; returns at once
   */
  static StopSignal watch(Runnable hangUp) {
    StopSignal signal = new StopSignal();
    handle("TERM", () -> signal.arrived(15));
    handle("INT", () -> signal.arrived(2));
    handle("HUP", isAtTerminal() ? () -> signal.arrived(1) : hangUp);
    return signal;
  }

  /**
   * Whether a person started the program. There a hang-up means that the window was closed, and
   * nobody could end the program any more.
   */
  @SuppressWarnings("SystemConsoleNull") // Java 21 has none where there is no terminal
  static boolean isAtTerminal() {
    java.io.Console console = System.console();
    try {
      // Since Java 22 there is one without a terminal too, which is asked by name for Java 21's
      // sake.
      return console != null
          && Boolean.TRUE.equals(java.io.Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException e) {
      return console != null;
    }
  }

  /** Waits for the first. The second ends the program at once, whatever it is doing. */
  void await() throws InterruptedException {
    first.await();
  }

  private static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handling =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                action.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
    } catch (ReflectiveOperationException e) {
      LOG.warn("SIG{} is not understood on this JVM and ends keyway without grace", name);
    }
  }

  private void arrived(int number) {
    if (stopping.compareAndSet(false, true)) {
      first.countDown();
    } else {
      Runtime.getRuntime().halt(SIGNALLED + number);
    }
  }
}
