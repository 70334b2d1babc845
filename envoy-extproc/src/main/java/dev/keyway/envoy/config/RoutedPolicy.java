package dev.keyway.envoy.config;

import dev.keyway.hostconfig.PolicyTimes;
import dev.keyway.hostconfig.Yaml;
import dev.keyway.policy.Policy;
import java.time.Duration;
import java.util.List;

/**
 * A policy and the route that its requests come by.
 *
 * @param policy its name in the daemon
 * @param prefix what clients' paths begin with and providers' don't, such as {@code /chat}; empty:
 *     nothing
 * @param times how long its requests may take
 */
public record RoutedPolicy(String policy, String prefix, PolicyTimes times) {

  /** Routes to these: to one alone every path leads, to several of them each by its name. */
  public static List<RoutedPolicy> all(List<Policy> policies) {
    return policies.stream()
        .map(policy ->
            new RoutedPolicy(
                policy.name(),
                policies.size() == 1 ? "" : "/" + policy.name(),
                PolicyTimes.of(policy)))
        .toList();
  }

  /** How long one attempt may take. */
  Duration attempt() {
    return times.attempt();
  }

  /** The longest silence of a stream. */
  Duration streamIdle() {
    return times.streamIdle();
  }

  /** The longest silence of any kind. */
  Duration idle() {
    return times.silence();
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
