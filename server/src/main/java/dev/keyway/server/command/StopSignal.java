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

  /** Watches for SIGTERM and SIGINT from now on. */
  static StopSignal watch() {
    StopSignal signal = new StopSignal();
    signal.handle("TERM", 15);
    signal.handle("INT", 2);
    return signal;
  }

  /** Waits for the first. The second ends the program at once, whatever it is doing. */
  void await() throws InterruptedException {
    first.await();
  }

  private void handle(String name, int number) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handling =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                arrived(number);
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
    } catch (ReflectiveOperationException e) {
      LOG.warn("SIG{} will end keyway without grace on this JVM", name);
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
