package dev.keyway.failover;

import dev.keyway.route.Candidate;
import dev.keyway.route.Payer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was done for each candidate so far, payer by payer; the last are the present one's. */
final class Trials {

  private final List<ModelTrial> trials = new ArrayList<>();
  private @Nullable AttemptRecord lastAttempt;

  void add(ModelTrial trial) {
    trials.add(trial);
  }

  void leaveAlone(Candidate candidate, Payer payer, Instant until) {
    int at = last(candidate, payer);
    trials.set(at, trials.get(at).leftAlone(until));
  }

  void note(AttemptRecord attempt) {
    lastAttempt = attempt;
    int at = last(attempt.attempt().candidate(), attempt.attempt().payer());
    trials.set(at, trials.get(at).with(attempt));
  }

  /** Nothing is tried after the last attempt, for this reason. */
  void stop(String reason) {
    AttemptRecord latest = lastAttempt;
    if (latest != null) {
      int at = last(latest.attempt().candidate(), latest.attempt().payer());
      trials.set(at, trials.get(at).stopped(reason));
    }
  }

  /** A payer whose keys cool down is come back to after the next one. */
  private int last(Candidate candidate, Payer payer) {
    int at = trials.size() - 1;
    while (!trials.get(at).isOf(candidate, payer)) {
      at--;
    }
    return at;
  }

  List<ModelTrial> list() {
    return List.copyOf(trials);
  }

  @Nullable AttemptRecord lastAttempt() {
    return lastAttempt;
  }

  /** The time that providers took, until their answers could be judged. */
  Duration spentOnAttempts() {
    Duration spent = Duration.ZERO;
    for (ModelTrial trial : trials) {
      for (AttemptRecord attempt : trial.attempts()) {
        spent = spent.plus(Duration.between(attempt.startedAt(), attempt.endedAt()));
      }
    }
    return spent;
  }
}
