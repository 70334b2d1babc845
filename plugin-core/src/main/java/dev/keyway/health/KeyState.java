package dev.keyway.health;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What is known of one key at all models together. */
final class KeyState {

  private static final int NEVER = -1;

  final RollingWindow window;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger invalidVersion = new AtomicInteger(NEVER);
  private volatile @Nullable Instant lastUsed;

  KeyState(RollingWindow window) {
    this.window = window;
  }

  void started(Instant now) {
    inFlight.incrementAndGet();
    lastUsed = now;
  }

  /** Not below zero: a state that was forgotten for lack of room has not seen the beginning. */
  void ended() {
    inFlight.updateAndGet(present -> Math.max(0, present - 1));
  }

  /** Makes it as somebody says it was. */
  void seed(long underWay, @Nullable Instant used) {
    inFlight.set(Math.toIntExact(underWay));
    lastUsed = used;
  }

  int inFlight() {
    return inFlight.get();
  }

  @Nullable Instant lastUsed() {
    return lastUsed;
  }

  /**
   * The provider called this version of the secret invalid. What an attempt with an older one says
   * later takes nothing back.
   */
  void invalid(int version) {
    invalidVersion.accumulateAndGet(version, Math::max);
  }

  boolean isInvalid(int version) {
    return invalidVersion.get() == version;
  }

  void readmit() {
    invalidVersion.set(NEVER);
  }
}
