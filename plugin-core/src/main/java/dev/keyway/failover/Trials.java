package dev.keyway.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was done for each candidate so far; the last of them is the present one. */
final class Trials {

  private final List<ModelTrial> trials = new ArrayList<>();
  private @Nullable AttemptRecord lastAttempt;

  void add(ModelTrial trial) {
    trials.add(trial);
  }

  void leaveAlone(Instant until) {
    trials.set(trials.size() - 1, trials.getLast().leftAlone(until));
  }

  void note(AttemptRecord attempt) {
    lastAttempt = attempt;
    trials.set(trials.size() - 1, trials.getLast().with(attempt));
  }

  List<ModelTrial> list() {
    return List.copyOf(trials);
  }

  @Nullable AttemptRecord lastAttempt() {
    return lastAttempt;
  }

  /** The time that providers took, until their answers could be judged. */
  Duration spentOnAttempts() {
    return trials.stream()
        .flatMap(trial -> trial.attempts().stream())
        .map(attempt -> Duration.between(attempt.startedAt(), attempt.endedAt()))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
