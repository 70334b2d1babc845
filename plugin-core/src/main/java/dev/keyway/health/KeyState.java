package dev.keyway.health;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What is known of one key at all models together. */
final class KeyState {

  static final int NEVER = -1;

  final RollingCounts counts = new RollingCounts();
  final AtomicInteger inFlight = new AtomicInteger();
  volatile @Nullable Instant lastUsed;

  /** The version of the secret that the provider called invalid, or {@link #NEVER}. */
  volatile int invalidVersion = NEVER;
}
