package dev.keyway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code api_key_selection.reuse_for}. */
class RankingReuseSettingTest {

  private static final String BY_QUOTA = "ai.keys.sortBy(k, k.quota.remaining_requests)";

  @Test
  void unlessItIsSaid_noRankingIsOld() {
    assertThat(Policies.load("providers: []").reuseRankingFor()).isZero();
    assertThat(Policies.load("api_key_selection: {strategy: [ai.keys]}").reuseRankingFor())
        .isZero();
  }

  @Test
  void upToTenMilliseconds_mayBeSaid() {
    assertThat(Policies.load(with(BY_QUOTA, "10ms")).reuseRankingFor())
        .isEqualTo(Duration.ofMillis(10));
    assertThat(Policies.load(with(BY_QUOTA, "1ms")).reuseRankingFor())
        .isEqualTo(Duration.ofMillis(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"11ms", "0s", "100us", "1s"})
  void anyOther_isAnError(String span) {
    assertThat(report(with(BY_QUOTA, span)))
        .contains("api_key_selection.reuse_for", "from 1ms to 10ms");
  }

  @Test
  void modelSelection_hasNoSuchThing() {
    assertThat(report("model_selection: {strategy: [ai.models], reuse_for: 5ms}"))
        .contains("reuse_for");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ai.keys.filter(k, k.metadata.team == client.consumer)",
        "ai.keys.randomize()",
        "ai.keys.stickyBy(ai.request.conversation)"
      })
  void whereTheFirstStrategyCannotBeReused_aWarningSaysSo(String strategy) {
    assertThat(report(with(strategy, "5ms")))
        .contains("warning", "each request has a ranking of its own");
    assertThat(report("api_key_selection: {strategy: [\"" + strategy + "\"]}"))
        .doesNotContain("ranking");
  }

  @Test
  void whereItCan_thereIsNone() {
    assertThat(report(with(BY_QUOTA, "5ms"))).doesNotContain("ranking");
  }

  private static String report(String policy) {
    return Policies.report(Policies.read(policy));
  }

  private static String with(String strategy, String span) {
    return "api_key_selection: {strategy: [\"%s\"], reuse_for: %s}".formatted(strategy, span);
  }
}
