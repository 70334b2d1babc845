package dev.keyway.bench.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Clients that ask independently of each other, more of them at some times than at others, and
 * don't ask again when they are refused.
 *
 * @param length how long they ask
 * @param perMinute requests a minute on average
 * @param swing how much the rate rises and falls over five minutes, as a share of the average
 * @param promptTokens tokens of a prompt on average
 * @param outputTokens tokens of an answer on average
 */
record Load(Duration length, double perMinute, double swing, long promptTokens, long outputTokens) {

  private static final int CONVERSATIONS = 120;
  private static final double SWING_MINUTES = 5;

  /** Spread of the logarithm of sizes: the longest prompt of a hundred is four times the mean. */
  private static final double SPREAD = 0.6;

  private static final double PACE_SPREAD = 0.35;

  /** The requests of this seed, in order of arrival: the same ones for every strategy. */
  List<Demand> demands(long seed) {
    Random random = new Random(seed);
    List<Demand> demands = new ArrayList<>();
    double minutes = 0;
    while (true) {
      minutes -= StrictMath.log(1 - random.nextDouble()) / (perMinute * (1 + swing));
      if (minutes * 60_000 >= length.toMillis()) {
        return demands;
      }
      if (random.nextDouble() * (1 + swing) < rate(minutes)) {
        demands.add(demand(minutes, random));
      }
    }
  }

  /** How many clients ask at a time, as a multiple of the average. */
  private double rate(double minutes) {
    return 1 + swing * StrictMath.sin(2 * StrictMath.PI * minutes / SWING_MINUTES);
  }

  private Demand demand(double minutes, Random random) {
    double place = random.nextDouble();
    return new Demand(
        Duration.ofMillis((long) (minutes * 60_000)),
        // Squared: a few conversations are much busier than most.
        (int) (CONVERSATIONS * place * place),
        size(promptTokens, random),
        size(outputTokens, random),
        logNormal(PACE_SPREAD, random));
  }

  private static long size(long mean, Random random) {
    double size = mean * logNormal(SPREAD, random);
    return Math.clamp((long) size, 1, mean * 5);
  }

  /** Log-normal with a mean of one. */
  private static double logNormal(double spread, Random random) {
    return StrictMath.exp(spread * random.nextGaussian() - spread * spread / 2);
  }
}
