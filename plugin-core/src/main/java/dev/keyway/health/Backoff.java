package dev.keyway.health;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deadline that lies further away each time it is needed again. Where it lies may be asked by any
 * thread; the rest is for one at a time. Failures that arrive while it still lies ahead are of the
 * same incident: they may push it further out, never nearer, and don't double it. Who comes back
 * after it starts slowly.
 */
final class Backoff {

  private volatile @Nullable Instant until;
  private Instant lastFailure = Instant.MIN;
  private int strikes;
  private int turns = Integer.MAX_VALUE;

  /**
   * Puts the deadline at the hint, or, without one, at {@code first} doubled by every earlier
   * strike.
   */
  Instant extend(@Nullable Instant hint, Duration first, Duration longest, Instant now) {
    boolean sameIncident = active(now);
    Instant wanted =
        hint != null ? hint : now.plus(delay(sameIncident ? strikes - 1 : strikes, first, longest));
    if (!sameIncident) {
      strikes++;
    }
    Instant before = until;
    Instant extended = before == null || wanted.isAfter(before) ? wanted : before;
    until = extended;
    lastFailure = now;
    turns = 0;
    return extended;
  }

  boolean active(Instant now) {
    return until(now) != null;
  }

  /** The deadline while it lies ahead, else null. */
  @Nullable Instant until(Instant now) {
    Instant present = until;
    return present != null && now.isBefore(present) ? present : null;
  }

  /** Whether a deadline has been set since the last {@link #forget()}. */
  boolean everSet() {
    return until != null;
  }

  /**
   * Whether an attempt was under way when the last failure came: what it says is older news than
   * that failure.
   */
  boolean outdated(Instant startedAt) {
    return !startedAt.isAfter(lastFailure);
  }

  /**
   * Whether who would come first takes its turn: every second one, until this many have been
   * shared.
   */
  boolean takesTurn(int sharedTurns) {
    return turns >= sharedTurns || turns++ % 2 == 0;
  }

  /** The next deadline is a first one again; a present one stays. */
  void forgive() {
    strikes = 0;
  }

  void forget() {
    until = null;
    strikes = 0;
  }

  private static Duration delay(int doublings, Duration first, Duration longest) {
    Duration delay = first;
    for (int i = 0; i < doublings && delay.compareTo(longest) < 0; i++) {
      delay = delay.multipliedBy(2);
    }
    return delay.compareTo(longest) < 0 ? delay : longest;
  }
}
