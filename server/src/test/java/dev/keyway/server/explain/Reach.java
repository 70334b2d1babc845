package dev.keyway.server.explain;

import dev.keyway.explain.AssumedAnswer;
import dev.keyway.explain.Plan;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Who can be reached. Whoever can't is so at each attempt, whereas explain is told by their numbers
 * what attempts are answered: it is asked again until both fit.
 */
final class Reach {

  private static final AssumedAnswer UNREACHABLE = AssumedAnswer.parse("unreachable");
  private static final AssumedAnswer SILENT = AssumedAnswer.parse(AssumedAnswer.SILENT);

  private Reach() {}

  /** Whether a provider gets to see an attempt. */
  static boolean arrives(Plan.Attempt attempt) {
    return !attempt.assumed().equals(UNREACHABLE);
  }

  /**
   * The plan in which those attempts alone find nobody that are sent there.
   *
   * @param nobody where nobody listens
   * @param answers what attempts are answered otherwise
   * @param explain gives the plan under other answers, the same for the same
   */
  static Plan fitting(
      URI nobody, List<AssumedAnswer> answers, Function<List<AssumedAnswer>, Plan> explain) {
    List<AssumedAnswer> assumed = answers;
    while (true) {
      Plan plan = explain.apply(assumed);
      List<AssumedAnswer> fitting =
          new ArrayList<>(
              plan.attempts().stream().map(attempt -> fitting(attempt, nobody)).toList());
      if (fitting.equals(plan.attempts().stream().map(Plan.Attempt::assumed).toList())) {
        return plan;
      }
      fitting.addAll(assumed.subList(Math.min(fitting.size(), assumed.size()), assumed.size()));
      assumed = fitting;
    }
  }

  private static AssumedAnswer fitting(Plan.Attempt attempt, URI nobody) {
    if (attempt.request().url().startsWith(nobody.toString())) {
      return UNREACHABLE;
    }
    return arrives(attempt) ? attempt.assumed() : SILENT;
  }
}
