package dev.keyway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamUsageTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ai.keys.sortBy(k, k.token.provider_output)",
        "ai.keys.filter(k, k.token.provider_input < 1000)",
        "ai.keys.filter(k, has(k.token.provider_input))",
        "ai.keys.sortBy(k, k.latency.time_per_output_token_ms_p95)",
      })
  void strategyOverKeysThatGoesByIt_needsIt(String strategy) {
    assertThat(overKeys(strategy, "auto")).isTrue();
    assertThat(overKeys(strategy, "never")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ai.models.sortBy(m, m.metrics.global.latency.time_per_output_token_ms_avg)",
        "ai.models.filter(m, m.metrics.endpoint.token.provider_output < 1000)",
        "ai.models.filter(m, m.metrics.api_keys['a'].token.provider_input < 1000)",
      })
  void strategyOverModelsThatGoesByIt_needsIt(String strategy) {
    assertThat(overModels(strategy)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ai.keys",
        "ai.keys.sortBy(k, k.latency.time_to_first_token_ms_avg)",
        "ai.keys.filter(k, k.quota.remaining_tokens > 0)",
        "ai.keys.filter(k, k.id != 'provider_output')",
      })
  void otherStrategies_doNot(String strategy) {
    assertThat(overKeys(strategy, "auto")).isFalse();
    assertThat(overKeys(strategy, "always")).isTrue();
  }

  @Test
  void byDefault_itIsAsTheStrategiesNeed() {
    assertThat(Policies.load("providers: []").asksForUsage()).isFalse();
    assertThat(Policies.load("providers: []\nstream_usage: always").asksForUsage()).isTrue();
  }

  private static boolean overModels(String strategy) {
    return Policies.load("model_selection: {strategy: [\"" + strategy + "\"]}").asksForUsage();
  }

  private static boolean overKeys(String strategy, String setting) {
    return Policies.load(
            "api_key_selection: {strategy: [\""
                + strategy
                + "\"]}\nstream_usage: \""
                + setting
                + "\"")
        .asksForUsage();
  }
}
