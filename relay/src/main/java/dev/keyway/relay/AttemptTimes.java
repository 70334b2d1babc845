package dev.keyway.relay;

import dev.keyway.Move;
import java.time.Duration;

/**
 * How long one attempt may take: until its answer's head, its first content, its end. Runs on one
 * event loop.
 */
final class AttemptTimes {

  /** An error has been told by its head: its body is not waited for as long as an answer's. */
  private static final Duration ERROR_BODY_TIME = Duration.ofSeconds(5);

  private final Move.Send send;
  private final Alarm attempt;
  private final Alarm guard;
  private final Runnable attemptOver;
  private final Runnable guardOver;
  private long startedAt = System.nanoTime();
  private boolean clientsTurn;
  private boolean settled;

  /** Begins to count. */
  AttemptTimes(AlarmClock clock, Move.Send send, Runnable attemptOver, Runnable guardOver) {
    this.send = send;
    this.attempt = new Alarm(clock);
    this.guard = new Alarm(clock);
    this.attemptOver = attemptOver;
    this.guardOver = guardOver;
    attempt.set(send.timeout(), attemptOver);
  }

  /** The head of a stream has come: its content may take the guard's time, but no more than all. */
  void streamBegun() {
    guard.set(shorter(send.streamGuard(), send.left()), guardOver);
  }

  /** More of an upload must come from its client: meanwhile no time of the provider's passes. */
  void waitForClient() {
    if (!settled) {
      clientsTurn = true;
      attempt.cancel();
    }
  }

  /** It is the provider's turn again, and it has all its time. */
  void waitForProvider() {
    if (!settled) {
      clientsTurn = false;
      startedAt = System.nanoTime();
      attempt.set(send.timeout(), attemptOver);
    }
  }

  /** The head of an error has come. */
  void errorBegun() {
    settled = true;
    attempt.set(shorter(ERROR_BODY_TIME, send.timeout()), attemptOver);
  }

  /** Whether the attempt itself has time left. */
  boolean attemptPending() {
    return clientsTurn || attempt.pending();
  }

  /** Whether a stream has time left for its first content. */
  boolean guardPending() {
    return guard.pending();
  }

  void stop() {
    settled = true;
    attempt.cancel();
    guard.cancel();
  }

  /** The shorter of a time from now and what is left of a time since the attempt began. */
  private Duration shorter(Duration fromNow, Duration fromStart) {
    Duration left = fromStart.minusNanos(System.nanoTime() - startedAt);
    return left.compareTo(fromNow) < 0 ? left : fromNow;
  }
}
