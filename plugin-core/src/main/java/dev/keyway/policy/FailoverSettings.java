package dev.keyway.policy;

import dev.keyway.classify.ClassifyRule;
import java.time.Duration;
import java.util.List;

/**
 * The policy's {@code failover} object with its defaults filled in.
 *
 * @param anyError {@code on: any_error}: every 4xx fails over as the retired vendor's action did
 * @param streamGuard how long a stream is held back for its first content event
 * @param cooldownFirst first cool-down after a 429 without a hint
 * @param cooldownLongest where doubling ends
 * @param longestHint cap on what a provider's hint may ask for
 * @param outOfMoneyFirst how long a quota group without money is set aside at first
 * @param outOfMoneyLongest where doubling ends
 * @param breaker the providers' breaker
 * @param slowStartTurns how many turns a key that comes back shares with the next one
 * @param classify rows of the policy, tried before the built-in ones
 */
public record FailoverSettings(
    boolean anyError,
    Duration streamGuard,
    Duration cooldownFirst,
    Duration cooldownLongest,
    Duration longestHint,
    Duration outOfMoneyFirst,
    Duration outOfMoneyLongest,
    Breaker breaker,
    int slowStartTurns,
    List<ClassifyRule> classify) {

  /** What a policy without a {@code failover} object means. */
  public static final FailoverSettings DEFAULTS =
      new FailoverSettings(
          false,
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          Duration.ofHours(1),
          Duration.ofHours(24),
          new Breaker(5, 10, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(5)),
          10,
          List.of());

  public FailoverSettings {
    classify = List.copyOf(classify);
  }

  /**
   * When a provider is left alone for a while.
   *
   * @param failures this many failures
   * @param ofLast among this many outcomes
   * @param within that are not older than this
   * @param open open it for this long
   * @param longestOpen where doubling ends
   */
  public record Breaker(
      int failures, int ofLast, Duration within, Duration open, Duration longestOpen) {}
}
