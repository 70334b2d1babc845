package dev.keyway.policy;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** {@code stream_usage}: when a stream is asked to say what it used although its client is not. */
enum StreamUsage {
  /** Where a strategy goes by it. */
  AUTO,
  ALWAYS,
  NEVER;

  /** The fields of metrics that are unknown without it. */
  private static final Set<String> FIELDS =
      Set.of(
          "provider_input",
          "provider_output",
          "time_per_output_token_ms_avg",
          "time_per_output_token_ms_p95");

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether streams are asked under a policy with these strategies. */
  boolean asks(Stream<Strategy> strategies) {
    return switch (this) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> strategies.anyMatch(strategy -> strategy.expression().selectsAny(FIELDS));
    };
  }
}
