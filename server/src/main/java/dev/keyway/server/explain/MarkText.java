package dev.keyway.server.explain;

import dev.keyway.failover.AttemptRecord;
import dev.keyway.health.Mark;
import java.time.Duration;
import java.time.Instant;

/** What is remembered of an attempt, in a few words; its key stands beside them. */
final class MarkText {

  private MarkText() {}

  /** Empty when nothing is remembered. */
  static String words(AttemptRecord attempt) {
    return switch (attempt.mark()) {
      case Mark.Nothing nothing -> "";
      case Mark.KeySetAside aside -> "set aside until its secret changes";
      case Mark.PairSetAside aside -> "set aside for this model";
      case Mark.GroupSetAside aside -> "account set aside for " + left(attempt, aside.until());
      case Mark.Cooling cooling -> "cools down for " + left(attempt, cooling.until());
      case Mark.Counted counted ->
          counted.openUntil() == null
              ? "counts against the provider"
              : "provider left alone for " + left(attempt, counted.openUntil());
    };
  }

  private static String left(AttemptRecord attempt, Instant until) {
    long seconds = Math.round(Duration.between(attempt.endedAt(), until).toMillis() / 1000.0);
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
