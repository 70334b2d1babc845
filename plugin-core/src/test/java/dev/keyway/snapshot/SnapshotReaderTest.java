package dev.keyway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.document.Problem;
import dev.keyway.document.Problems;
import dev.keyway.health.FailureKind;
import dev.keyway.health.Health;
import dev.keyway.health.KeyFacts;
import dev.keyway.health.Latency;
import dev.keyway.health.ProviderStanding;
import dev.keyway.health.Snapshot;
import dev.keyway.health.Standing;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.testing.ManualClock;
import dev.keyway.testing.ManualGateway;
import dev.keyway.testing.ManualSecret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotReaderTest {

  private static final FailoverSettings SETTINGS = FailoverSettings.DEFAULTS;

  private final ManualClock clock = new ManualClock();
  private final ApiKey key =
      new ApiKey("openai", "one", "openai:one", new ManualSecret("sk-one"), null, null, Map.of());
  private final AiGateway gateway = new ManualGateway().keys("openai", List.of(key)).get();
  private final Problems problems = new Problems();

  @Test
  void aFileByHand_mayBeYaml_andSayOneThingOnly() {
    Health health =
        seeded(
            """
            providers:
              openai:
                keys:
                  one:
                    error_rate: {rate_limit: 0.25}
                    models:
                      gpt-4o: {quota: {remaining_requests: 12}, cooldown_seconds: 20}
            """);
    KeyFacts facts = health.facts(key, "gpt-4o", clock.instant());
    assertThat(facts.remainingRequests()).isEqualTo(12);
    assertThat(facts.remainingTokens()).isNull();
    assertThat(facts.errorRate(FailureKind.RATE_LIMIT)).isEqualTo(0.25);
    assertThat(facts.totalErrorRate()).isEqualTo(0.25);
    assertThat(facts.cooldownSeconds()).isEqualTo(20.0);
    assertThat(facts.lastUsedSeconds()).isNull();
    assertThat(facts.p95Millis(Latency.UPSTREAM)).isNull();
    assertThat(problems.inOrder()).isEmpty();
  }

  @Test
  void causes_setAsideWhatTheyAreCausesOf() {
    assertThat(standing("one: {set_aside: {cause: invalid_key}}"))
        .isEqualTo(new Standing.SetAside(Standing.Cause.INVALID_KEY, null));
    assertThat(standing("one: {set_aside: {cause: out_of_money, until_seconds: 60}}"))
        .isEqualTo(
            new Standing.SetAside(Standing.Cause.OUT_OF_MONEY, clock.instant().plusSeconds(60)));
    assertThat(standing("one: {models: {gpt-4o: {set_aside: {cause: model_not_allowed}}}}"))
        .isEqualTo(new Standing.SetAside(Standing.Cause.MODEL_NOT_ALLOWED, null));
  }

  @Test
  void aProvider_isLeftAlone_orProbed() {
    String place =
        gateway
            .catalogue()
            .provider("openai")
            .endpoints()
            .values()
            .iterator()
            .next()
            .baseUrl()
            .toString();
    String text = "providers: {openai: {endpoints: {openai: {left_alone_seconds: %s}}}}";
    assertThat(seeded(text.formatted("7.5")).askProvider(place, SETTINGS, clock.instant()))
        .isEqualTo(new ProviderStanding.LeftAlone(clock.instant().plusMillis(7500)));
    assertThat(seeded(text.formatted("0")).askProvider(place, SETTINGS, clock.instant()))
        .isEqualTo(new ProviderStanding.Probing());
  }

  @Test
  void anUnknownField_isAnErrorAtItsPlace_withTheNearestName() {
    read(
        """
        providers:
          openai:
            keys:
              one:
                models:
                  gpt-4o: {quota: {remaining_request: 12}}
        """);
    assertThat(problems.inOrder())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.path())
              .isEqualTo("providers.openai.keys.one.models.gpt-4o.quota.remaining_request");
          assertThat(problem.line()).isEqualTo(6);
          assertThat(problem.nearest()).isEqualTo("remaining_requests");
          assertThat(problem.severity()).isEqualTo(Problem.Severity.ERROR);
        });
  }

  @Test
  void valuesThatCannotBe_areErrors() {
    read("providers: {openai: {keys: {one: {error_rate: {total: 1.5}, in_flight: -1}}}}");
    assertThat(problems.inOrder())
        .extracting(Problem::message)
        .containsExactly(
            "expected a number from 0 to 1, found the number 1.5",
            "expected a whole number from 0 to 2147483647, found the number -1");
  }

  @Test
  void aCause_mustBeSaid_andBeOneOfThatPlace() {
    read("providers: {openai: {keys: {one: {set_aside: {}}}}}");
    read("providers: {openai: {keys: {one: {set_aside: {cause: model_not_allowed}}}}}");
    assertThat(problems.inOrder())
        .extracting(Problem::message)
        .containsExactlyInAnyOrder(
            "missing; it says why the key is set aside",
            "expected one of invalid_key, out_of_money, found other text");
  }

  @Test
  void whatThePolicyDoesNotHave_isAWarning() {
    read("providers: {openai: {keys: {on: {}}}, opnai: {}}");
    assertThat(problems.hasErrors()).isFalse();
    assertThat(problems.inOrder())
        .extracting(Problem::message)
        .containsExactly(
            "the policy has no such key of this provider, so this changes nothing; did you mean one?",
            "the policy has no such provider, so this changes nothing; did you mean openai?");
  }

  @Test
  void aDecisionRecord_givesTheFactsOfItsTrials() {
    Health health =
        seeded(
            """
            {"id": "abc", "models_tried": [
              {"model": "gpt-4o", "facts": {"providers": {"openai": {"keys":
                {"one": {"in_flight": 3, "models": {"gpt-4o": {"quota": {"remaining_requests": 12}}}}}}}}},
              {"model": "gpt-4o-mini", "facts": {"providers": {"openai": {"keys":
                {"one": {"in_flight": 4, "models": {"gpt-4o-mini": {"quota": {"remaining_requests": 99}}}}}}}}}]}
            """);
    assertThat(problems.inOrder()).isEmpty();
    assertThat(health.facts(key, "gpt-4o", clock.instant()).remainingRequests()).isEqualTo(12);
    assertThat(health.facts(key, "gpt-4o-mini", clock.instant()).remainingRequests()).isEqualTo(99);
    assertThat(health.facts(key, "gpt-4o", clock.instant()).inFlight()).isEqualTo(3);
  }

  @Test
  void aDecisionRecordWithoutFacts_isAWarning() {
    assertThat(read("{\"models_tried\": [{\"model\": \"gpt-4o\"}]}")).isEqualTo(Snapshot.NOTHING);
    assertThat(problems.inOrder())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("records.facts: true");
  }

  @Test
  void houseKeys_andProvidersByTheirAliases_areKnown() {
    ApiKey house =
        new ApiKey("google", "g1", "google:g1", new ManualSecret("sk"), null, null, Map.of(), true);
    AiGateway both =
        new ManualGateway().keys("openai", List.of(key)).houseKeys("google", List.of(house)).get();
    String text = "providers: {OpenAI: {keys: {one: {}}}, google: {keys: {g1: {in_flight: 2}}}}";
    SnapshotReader.read(text.getBytes(StandardCharsets.UTF_8), List.of(both), problems);
    assertThat(problems.inOrder()).isEmpty();
  }

  private Standing standing(String keys) {
    return seeded("providers: {openai: {keys: {" + keys + "}}}")
        .standing(key, "gpt-4o", clock.instant());
  }

  private Health seeded(String text) {
    Health health = new Health();
    health.seed(read(text), gateway, clock.instant());
    return health;
  }

  private Snapshot read(String text) {
    return SnapshotReader.read(text.getBytes(StandardCharsets.UTF_8), List.of(gateway), problems);
  }
}
