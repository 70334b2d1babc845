package dev.keyway.relay;

import dev.keyway.classify.Classification;
import dev.keyway.failover.AttemptRecord;
import dev.keyway.record.DecisionRecord;
import java.util.ArrayList;
import java.util.List;

/** A decision record in a line, for tests to compare. */
final class Story {

  private Story() {}

  static String of(DecisionRecord record) {
    List<String> attempts = new ArrayList<>();
    record
        .trials()
        .forEach(trial -> trial.attempts().forEach(attempt -> attempts.add(attempt(attempt))));
    return String.join(", ", attempts);
  }

  private static String attempt(AttemptRecord attempt) {
    String came =
        switch (attempt.classification()) {
          case Classification.Success success -> "success";
          case Classification.Abandoned abandoned -> "abandoned";
          case Classification.Failure failure ->
              failure.scope().wireName() + " (" + failure.reason() + ")";
        };
    return attempt.attempt().keyId() + " " + came;
  }
}
