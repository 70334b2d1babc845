package dev.keyway.bench.simulation;

import java.util.List;

/**
 * What a strategy came to in a scenario, in one run.
 *
 * @param served share of requests that were answered, 0.0 to 1.0
 * @param wasted upstream calls that brought no answer, a request
 * @param unused of the tokens that could have been served, the lesser of what was asked for and
 *     what all accounts let pass, the share that was not, 0.0 to 1.0
 * @param fairness Jain's index over the accounts of the first provider, of the share that each gave
 *     of what it lets pass: 1.0 when all are drawn on alike, 1/n when it is one of n alone
 * @param medianMillis from a request's arrival to the first content of its answer
 * @param p99Millis the same, which one in a hundred exceeds
 * @param cached share of answers whose provider remembered the beginning of the prompt
 */
record Figures(
    double served,
    double wasted,
    double unused,
    double fairness,
    long medianMillis,
    long p99Millis,
    double cached) {

  /** What a run came to. */
  static Figures of(Score score, Scenario scenario, World world) {
    double offered = 0;
    for (SimulatedProvider provider : scenario.providers().get()) {
      for (Account account : provider.accounts()) {
        offered += account.offered(scenario.load().length(), scenario.load());
      }
    }
    return new Figures(
        (double) score.served() / score.asked(),
        (double) (score.calls() - score.served()) / score.asked(),
        Math.max(0, 1 - score.tokens() / Math.min(offered, (double) score.tokensAsked())),
        fairness(score, scenario, world),
        percentile(score.latenciesMillis(), 0.5),
        percentile(score.latenciesMillis(), 0.99),
        (double) score.cached() / Math.max(1, score.served()));
  }

  private static double fairness(Score score, Scenario scenario, World world) {
    double sum = 0;
    double squares = 0;
    int accounts = 0;
    for (Account account : world.accounts(scenario.firstProvider())) {
      double share =
          score.tokens(account) / account.offered(scenario.load().length(), scenario.load());
      sum += share;
      squares += share * share;
      accounts++;
    }
    return squares == 0 ? 0 : sum * sum / (accounts * squares);
  }

  private static long percentile(List<Long> millis, double share) {
    List<Long> sorted = millis.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get((int) (share * (sorted.size() - 1)));
  }
}
