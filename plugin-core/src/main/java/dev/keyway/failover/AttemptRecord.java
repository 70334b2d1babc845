package dev.keyway.failover;

import dev.keyway.classify.Classification;
import dev.keyway.classify.Outcome;
import dev.keyway.health.Mark;
import dev.keyway.http.ByteSlice;
import java.time.Instant;

/**
 * One attempt, what it said and what was made of it.
 *
 * @param attempt what was tried
 * @param startedAt when
 * @param endedAt when its outcome was known
 * @param outcome what became of it; without a body, which may be megabytes and would live as long
 *     as the record
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

  private static final ByteSlice NO_BODY = ByteSlice.of(new byte[0]);

  public AttemptRecord {
    if (outcome instanceof Outcome.Answered answered) {
      outcome =
          new Outcome.Answered(answered.status(), answered.headers(), answered.prefix(), NO_BODY);
    }
  }

  /** The provider's HTTP status, 0 when none arrived. */
  public int status() {
    return outcome instanceof Outcome.Answered answered ? answered.status() : 0;
  }
}
