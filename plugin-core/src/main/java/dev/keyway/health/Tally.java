package dev.keyway.health;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where one attempt is counted: found once for each attempt, so that counting looks nothing up. */
final class Tally {

  private final @Nullable KeyState key;
  private final List<RollingWindow> windows;

  Tally(@Nullable KeyState key, List<RollingWindow> windows) {
    this.key = key;
    this.windows = List.copyOf(windows);
  }

  void started(Instant now) {
    if (key != null) {
      key.started(now);
    }
    long slot = RollingSlots.number(now);
    for (RollingWindow window : windows) {
      window.started(slot);
    }
  }

  void ended() {
    if (key != null) {
      key.ended();
    }
  }

  void failed(FailureKind kind, Instant now) {
    long slot = RollingSlots.number(now);
    for (RollingWindow window : windows) {
      window.failed(kind, slot);
    }
  }

  void served(Served served, Instant now) {
    long slot = RollingSlots.number(now);
    Measured measured = Measured.of(served);
    for (RollingWindow window : windows) {
      window.served(served, measured, slot);
    }
  }
}
