package dev.keyway.hostconfig;

import dev.keyway.policy.AiGateway;
import dev.keyway.policy.Policy;
import java.time.Duration;
import java.util.function.Function;

/**
 * How long a host gateway has to wait for a policy's requests: the longest that any of its {@code
 * ai-gateway} actions says.
 *
 * @param attempt how long one attempt may take
 * @param streamIdle the longest silence of a stream
 * @param silence the longest silence of any kind, the one before an answer included, in whole
 *     seconds; longer than Keyway's own time-outs, so that these, which say what happened, come
 *     first
 */
public record PolicyTimes(Duration attempt, Duration streamIdle, Duration silence) {

  private static final Duration GRACE = Duration.ofSeconds(30);

  /** Those of a policy. */
  public static PolicyTimes of(Policy policy) {
    Duration streamIdle = longest(policy, AiGateway::streamIdleTimeout);
    Duration total = longest(policy, AiGateway::totalTimeout);
    Duration longer = streamIdle.compareTo(total) > 0 ? streamIdle : total;
    return new PolicyTimes(
        longest(policy, AiGateway::perRequestTimeout),
        streamIdle,
        Duration.ofSeconds(longer.plus(GRACE).plusMillis(999).toSeconds()));
  }

  private static Duration longest(Policy policy, Function<AiGateway, Duration> timeout) {
    return policy.gateways().stream().map(timeout).max(Duration::compareTo).orElseThrow();
  }
}
