package dev.keyway.classify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Maps an outcome to what it means, by the policy's rows first and the built-in table after them.
 * Pure.
 */
public final class Classifier {

  private final List<ClassifyRule> rules;
  private final boolean anyError;
  private final Duration longestHint;

  /**
   * @param policyRows rows of the policy, tried first
   * @param anyError whether what would be {@link Scope#REQUEST} counts as {@link Scope#PROVIDER},
   *     as the retired action did
   * @param longestHint cap on a provider's hint when to come back
   */
  public Classifier(List<ClassifyRule> policyRows, boolean anyError, Duration longestHint) {
    this.rules = List.copyOf(policyRows);
    this.anyError = anyError;
    this.longestHint = longestHint;
  }

  /** What the outcome of an attempt at this provider means. */
  public Classification classify(String providerId, Outcome outcome, Instant now) {
    throw new UnsupportedOperationException("" + rules + anyError + longestHint);
  }
}
