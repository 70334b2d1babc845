package dev.keyway.envoy.config;

import dev.keyway.policy.AiGateway;
import dev.keyway.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * A policy and the route that its requests come by.
 *
 * @param policy its name in the daemon
 * @param prefix what clients' paths begin with and providers' don't, such as {@code /chat}; empty:
 *     nothing
 * @param attempt how long one attempt may take
 * @param streamIdle the longest silence of a stream
 * @param idle the longest silence of any kind, the one before an answer included
 */
public record RoutedPolicy(
    String policy, String prefix, Duration attempt, Duration streamIdle, Duration idle) {

  /** So that Keyway's own time-outs, which say what happened, come first. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  /** Routes to these: to one alone every path leads, to several of them each by its name. */
  public static List<RoutedPolicy> all(List<Policy> policies) {
    return policies.stream()
        .map(policy -> of(policy, policies.size() == 1 ? "" : "/" + policy.name()))
        .toList();
  }

  private static RoutedPolicy of(Policy policy, String prefix) {
    Duration streamIdle = longest(policy, AiGateway::streamIdleTimeout);
    Duration total = longest(policy, AiGateway::totalTimeout);
    Duration silence = streamIdle.compareTo(total) > 0 ? streamIdle : total;
    return new RoutedPolicy(
        policy.name(),
        prefix,
        longest(policy, AiGateway::perRequestTimeout),
        streamIdle,
        Duration.ofSeconds(silence.plus(GRACE).plusMillis(999).toSeconds()));
  }

  private static Duration longest(Policy policy, Function<AiGateway, Duration> timeout) {
    return policy.gateways().stream().map(timeout).max(Duration::compareTo).orElseThrow();
  }

  /** What a path must begin with. */
  String match() {
    return prefix + "/";
  }

  /** The part of a route that takes the prefix off. */
  Yaml rewrite() {
    return prefix.isEmpty() ? Yaml.NOTHING : new Yaml("prefix_rewrite: /");
  }
}
