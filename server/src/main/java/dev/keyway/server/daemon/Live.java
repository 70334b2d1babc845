package dev.keyway.server.daemon;

import dev.keyway.relay.Serving;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The snapshot of now. Read by every request, and replaced by one volatile write. */
final class Live implements Supplier<Serving> {

  private volatile Snapshot now;

  Live(Snapshot first) {
    this.now = first;
  }

  Snapshot now() {
    return now;
  }

  @Override
  public Serving get() {
    return now.serving();
  }

  /** Puts another one in its place; those who replace wait for each other, readers for nobody. */
  synchronized void replace(UnaryOperator<Snapshot> change) {
    now = change.apply(now);
  }
}
