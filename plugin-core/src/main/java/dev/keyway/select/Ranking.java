package dev.keyway.select;

import dev.keyway.policy.ApiKey;
import dev.keyway.select.KeyOrder.Choice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a policy's strategies made of the keys that could be used for a model.
 *
 * @param usable those keys, in listed order
 * @param keys what was chosen of them, in the order to try
 * @param runs what each strategy did
 * @param choice who chose them
 * @param reuse how long it may be used again
 * @param at when it was made
 */
record Ranking(
    List<ApiKey> usable,
    List<ApiKey> keys,
    List<StrategyRun> runs,
    Choice choice,
    Reuse reuse,
    Instant at) {

  Ranking {
    usable = List.copyOf(usable);
    keys = List.copyOf(keys);
    runs = List.copyOf(runs);
  }

  /** Whether every strategy that was asked gave an answer: a failure may not come again. */
  boolean isWhole() {
    return runs.stream().allMatch(run -> run.error() == null);
  }

  /** How old it is. */
  Duration age(Instant now) {
    return Duration.between(at, now);
  }

  /**
   * Whether it may be used for these keys. A key that has been set aside since, or has come back,
   * makes them others.
   *
   * @param longest how old it may be where it goes by what changes
   */
  boolean standsFor(List<ApiKey> present, Instant now, Duration longest) {
    return switch (reuse) {
          case ALWAYS -> true;
          case FOR_A_WHILE -> isYoung(age(now), longest);
          case NEVER -> false;
        }
        && areSame(usable, present);
  }

  private static boolean isYoung(Duration age, Duration longest) {
    return !age.isNegative() && age.compareTo(longest) < 0;
  }

  /** Compares by identity: a policy's keys are made once, and comparing all they hold costs. */
  private static boolean areSame(List<ApiKey> some, List<ApiKey> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!isSame(some.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("ReferenceEquality") // As above.
  private static boolean isSame(ApiKey one, ApiKey other) {
    return one == other;
  }
}
