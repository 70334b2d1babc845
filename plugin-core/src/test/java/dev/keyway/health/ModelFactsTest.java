package dev.keyway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.classify.Scope;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.quota.QuotaReport;
import dev.keyway.testing.ManualClock;
import dev.keyway.testing.ManualSecret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelFactsTest {

  private static final String PLACE = "https://openai.example";
  private static final FailoverSettings SETTINGS = FailoverSettings.DEFAULTS;

  private final ManualClock clock = new ManualClock();
  private final Health health = new Health();
  private final ApiKey one = key("one");
  private final ApiKey other = key("other");

  @Test
  void aModelNobodyUsed_hasCountedNothing_andMeasuredNothing() {
    RollingFacts facts = facts("gpt-4o", "chat").global();
    assertThat(facts.requestCount()).isZero();
    assertThat(facts.totalErrorRate()).isZero();
    assertThat(facts.inputTokens()).isZero();
    assertThat(facts.estimatedInputTokens()).isNull();
    assertThat(facts.meanMillis(Latency.UPSTREAM)).isNull();
    assertThat(facts.p95Millis(Latency.UPSTREAM)).isNull();
  }

  @Test
  void attempts_areCountedAtTheirModel_overAllRoutesAndOnTheirOwn() {
    served(one, "gpt-4o", "chat");
    served(other, "gpt-4o", "batch");
    served(one, "gpt-4o-mini", "chat");
    assertThat(facts("gpt-4o", "chat").global().requestCount()).isEqualTo(2);
    assertThat(facts("gpt-4o", "chat").account().requestCount()).isEqualTo(2);
    assertThat(facts("gpt-4o", "chat").endpoint().requestCount()).isEqualTo(1);
    assertThat(facts("gpt-4o", "batch").endpoint().outputTokens()).isEqualTo(20);
    assertThat(facts("gpt-4o", "other").endpoint().requestCount()).isZero();
    assertThat(facts("gpt-4o", "chat").global().meanMillis(Latency.UPSTREAM)).isEqualTo(500.0);
  }

  @Test
  void failures_areCountedAtTheirModel() {
    served(one, "gpt-4o", "chat");
    Target failing = started(other, "gpt-4o", "chat");
    health.failed(failing, Scope.PROVIDER, FailureKind.TIMEOUT, null, SETTINGS, clock.instant());
    RollingFacts facts = facts("gpt-4o", "chat").endpoint();
    assertThat(facts.totalErrorRate()).isEqualTo(0.5);
    assertThat(facts.errorRate(FailureKind.TIMEOUT)).isEqualTo(0.5);
    assertThat(facts.errorRate(FailureKind.SERVER)).isZero();
  }

  @Test
  void keys_areCountedAtTheModelAlone_withTheirQuotaThere() {
    served(one, "gpt-4o", "chat");
    served(one, "gpt-4o-mini", "chat");
    health.reported(
        Target.of(PLACE, one, "gpt-4o", clock.instant()),
        new QuotaReport(7L, null, null, null, null, null),
        clock.instant());
    Map<String, KeyFacts> keys = facts("gpt-4o", "chat").apiKeys();
    assertThat(keys.keySet()).containsExactly("one", "other");
    assertThat(keys.get("one").requestCount()).isEqualTo(1);
    assertThat(keys.get("one").remainingRequests()).isEqualTo(7);
    assertThat(keys.get("other").requestCount()).isZero();
    assertThat(health.facts(one, "gpt-4o", clock.instant()).requestCount()).isEqualTo(2);
  }

  @Test
  void theClientsOwnCredential_countsForTheModel() {
    served(null, "gpt-4o", "chat");
    assertThat(facts("gpt-4o", "chat").global().requestCount()).isEqualTo(1);
  }

  @Test
  void aModelOfTheSameName_atAnotherPlace_isAnother() {
    served(one, "gpt-4o", "chat");
    assertThat(
            health
                .modelFacts("https://other.example", "gpt-4o", "chat", List.of(), clock.instant())
                .global()
                .requestCount())
        .isZero();
  }

  @Test
  void region_isAbsent_whereNobodySaidWhereTheGatewayStands() {
    assertThat(facts("gpt-4o", "chat").region()).isNull();
    RollingFacts region =
        new Health("eu-central-1")
            .modelFacts(PLACE, "gpt-4o", "chat", List.of(), clock.instant())
            .region();
    assertThat(region).isNotNull();
  }

  @Test
  void tokensTheGatewayCounted_areSummedWhereItCountedAny() {
    Target target = started(one, "gpt-4o", "chat");
    Duration second = Duration.ofSeconds(1);
    health.served(target, new Served(second, null, second, 90L, 5L, 100L, null), clock.instant());
    RollingFacts facts = facts("gpt-4o", "chat").global();
    assertThat(facts.inputTokens()).isEqualTo(90);
    assertThat(facts.estimatedInputTokens()).isEqualTo(100);
    assertThat(facts.estimatedOutputTokens()).isNull();
  }

  @Test
  void whatWasCounted_isForgottenAfterFiveMinutes() {
    served(one, "gpt-4o", "chat");
    clock.pass(Duration.ofSeconds(330));
    assertThat(facts("gpt-4o", "chat").global().requestCount()).isZero();
    assertThat(facts("gpt-4o", "chat").global().meanMillis(Latency.UPSTREAM)).isNull();
    served(one, "gpt-4o", "chat");
    assertThat(facts("gpt-4o", "chat").global().requestCount()).isEqualTo(1);
  }

  @Test
  void namesFromOutside_cannotFillTheMemory() {
    for (int i = 0; i < 60_000; i++) {
      health.started(Target.of(PLACE, one, "made-up-" + i, "route-" + i, clock.instant()));
    }
    assertThat(health.rememberedWindows()).isLessThanOrEqualTo(50_000);
  }

  private void served(@Nullable ApiKey key, String model, String route) {
    Target target = started(key, model, route);
    health.succeeded(target, SETTINGS, clock.instant());
    health.served(
        target,
        new Served(Duration.ofMillis(500), null, Duration.ofMillis(2), 10L, 20L),
        clock.instant());
    health.ended(target);
  }

  private Target started(@Nullable ApiKey key, String model, String route) {
    Target target = Target.of(PLACE, key, model, route, clock.instant());
    health.started(target);
    return target;
  }

  private ModelFacts facts(String model, String route) {
    return health.modelFacts(PLACE, model, route, List.of(one, other), clock.instant());
  }

  private static ApiKey key(String name) {
    return new ApiKey(
        "openai", name, "openai:" + name, new ManualSecret("sk-" + name), null, null, Map.of());
  }
}
