package dev.keyway.failover;

import dev.keyway.classify.Classification;
import dev.keyway.classify.Outcome;
import dev.keyway.health.Mark;
import java.time.Instant;

/**
 * One attempt, what it said and what was made of it.
 *
 * @param attempt what was tried
 * @param startedAt when
 * @param endedAt when its outcome was known
 * @param outcome what became of it
 * @param classification what that means
 * @param mark what is remembered of it
 */
public record AttemptRecord(
    Step.Try attempt,
    Instant startedAt,
    Instant endedAt,
    Outcome outcome,
    Classification classification,
    Mark mark) {

  /** The provider's HTTP status, 0 when none arrived. */
  public int status() {
    return outcome instanceof Outcome.Answered answered ? answered.status() : 0;
  }
}
