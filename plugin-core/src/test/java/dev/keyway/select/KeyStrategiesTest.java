package dev.keyway.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.access.Caller;
import dev.keyway.classify.Scope;
import dev.keyway.http.Headers;
import dev.keyway.select.KeyOrder.Choice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strategies as people write them; {@code docs/keys-and-quotas.md} shows these. */
class KeyStrategiesTest {

  private final SelectionCase selection =
      new SelectionCase()
          .key("poor", null, null, Map.of("tier", 1L, "team", "red"))
          .key("unknown", null, null, Map.of("tier", 2L))
          .key("rich", null, null, Map.of("tier", 3L, "team", "blue"))
          .reported("poor", 20, 900)
          .reported("rich", 800, 90_000)
          .served("rich", Duration.ofMillis(900), 51);

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "ai.keys.filter(k, k.quota.remaining_requests > 100) # rich",
        "ai.keys.filter(k, k.quota.remaining_tokens < 1000) # poor",
        "ai.keys.filter(k, k.quota.remaining_requests == null) # unknown",
        "ai.keys.filter(k, has(k.quota.remaining_requests)) # poor rich",
        "ai.keys.filter(k, !(k.quota.remaining_requests < 100)) # unknown rich",
        "ai.keys.sortBy(k, k.quota.remaining_requests) # poor rich unknown",
        "ai.keys.sortBy(k, -1 * k.quota.remaining_requests) # rich poor unknown",
        "ai.keys.filter(k, k.quota.remaining_tokens == null) + ai.keys.sortBy(k, -1 * k.quota.remaining_tokens) # unknown rich poor",
        "ai.keys.filter(k, k.quota.reset_seconds <= 60.0) # poor rich",
        "ai.keys.filter(k, k.quota.remaining_requests * 2 > k.quota.limit_requests) # rich",
        "ai.keys.only(['rich', 'poor']) # poor rich",
        "ai.keys.ignore(['poor']) # unknown rich",
        "ai.keys.ignore(['poor']).only(['poor', 'rich']) # rich",
        "ai.keys[0] # poor",
        "ai.keys.sortBy(k, -1 * k.quota.remaining_requests)[0] # rich",
        "ai.keys.filter(k, k.metadata.tier >= 2) # unknown rich",
        "ai.keys.filter(k, k.metadata['team'] == 'blue') # rich",
        "ai.keys.filter(k, k.id.startsWith('r') || k.id in ['poor']) # poor rich",
        "ai.keys.filter(k, k.error_rate.total < 0.1) # poor unknown rich",
        "ai.keys.sortBy(k, k.in_flight) # unknown rich poor",
        "ai.keys.filter(k, k.cooldown_seconds == 0.0) # poor unknown rich",
        "ai.keys.filter(k, k.last_used_seconds == null) # unknown",
        "ai.keys.filter(k, k.request_count < 1) # unknown",
        "ai.keys.filter(k, k.value == 'sk-rich') # rich",
        "ai.keys.filter(k, k.latency.upstream_ms_avg < 1000.0) # rich",
        "ai.keys.filter(k, k.latency.time_to_first_token_ms_p95 > 200.0) # rich",
        "ai.keys.sortBy(k, -1.0 * k.latency.gateway_ms_avg)[0] # rich",
        "ai.keys.sortBy(k, k.token.provider_output) # poor unknown rich",
        "ai.keys.filter(k, time.now < timestamp('2026-11-02T18:00:00Z')) # poor unknown rich",
        "ai.keys.weighted(k, k.metadata.team == 'blue' ? 1 : 0) # rich poor unknown",
        "ai.keys.sortBy(k, k.id).take(2) # poor rich",
        "ai.keys.get('rich') # rich",
        "ai.keys.filter(k, k.getMetadata('team') == 'red') # poor",
        "ai.keys.stickyBy('conversation-2').only(['rich']) # rich",
        "ai.keys.only(['Rich', 'poor']) # poor",
        "ai.request.stream ? ai.keys.only(['rich']) : ai.keys # rich",
      })
  void strategy_givesKeysInItsOrder(String source, String expected) {
    selection.busy("poor").strategy(source);
    assertThat(selection.ids()).containsExactly(expected.split(" ", -1));
    assertThat(selection.order().choice()).isEqualTo(Choice.STRATEGY);
  }

  @Test
  void random_givesOneOfThem() {
    assertThat(selection.strategy("ai.keys.random()").ids()).hasSize(1);
  }

  @Test
  void randomize_givesThemAll() {
    assertThat(selection.strategy("ai.keys.randomize()").ids())
        .containsExactlyInAnyOrder("poor", "unknown", "rich");
  }

  @Test
  void twiceTheList_isTheListOnce() {
    assertThat(selection.strategy("ai.keys + ai.keys").ids())
        .containsExactly("poor", "unknown", "rich");
  }

  @Test
  void anIndexPastTheEnd_isNoKey() {
    selection.strategy("ai.keys[9]").strategy("ai.keys.only(['rich'])");
    assertThat(selection.ids()).containsExactly("rich");
    assertThat(selection.order().runs().getFirst().error()).isNull();
  }

  @Test
  void aFailure_isNamedByCodeAndPlace_neverByTheLibrarysWords() {
    selection
        .strategy("ai.keys.filter(k, 1 / (k.metadata.tier - 1) > 0)")
        .strategy("ai.keys.only(['rich'])");
    assertThat(selection.ids()).containsExactly("rich");
    assertThat(selection.order().runs().getFirst().error()).matches("division_by_zero at 1:\\d+");
  }

  @Test
  void aProviderThatReportsNoQuota_doesNotShutItsKeysOut_byBeingUsed() {
    selection.used("unknown").strategy("ai.keys.filter(k, k.quota.remaining_requests > 5000)");
    assertThat(selection.ids()).containsExactly("unknown");
    assertThat(selection.order().choice()).isEqualTo(Choice.COLD_START);
  }

  @Test
  void whatAStrategyDidNotAsk_makesNoKeyUnknown() {
    selection
        .used("unknown")
        .strategy(
            "ai.keys.filter(k, k.metadata.team == 'green' && k.quota.remaining_requests > 5)");
    assertThat(selection.order().choice()).isEqualTo(Choice.NONE);
  }

  @Test
  void aColdStart_givesNobodyTheKeysOfOthers() {
    String of = "k.metadata.team == client.username";
    String left = "k.quota.remaining_requests > 5000";
    for (String condition :
        List.of(of, of + " && " + left, left + " && " + of, "k.metadata.team == 'green'")) {
      selection.strategy("ai.keys.filter(k, " + condition + ")");
      assertThat(selection.ids()).as(condition).isEmpty();
      assertThat(selection.order().choice()).isEqualTo(Choice.NONE);
    }
  }

  @Test
  void whoAsks_mayDecide() {
    Caller caller =
        new Caller(
            Caller.Voucher.HOST,
            "c-1",
            "blue",
            List.of("staff"),
            null,
            Map.of("plan", "gold"),
            "10.0.0.9",
            null,
            null);
    selection.caller(caller, Headers.of("X-Team", "blue"));
    String each = "ai.keys.filter(k, k.metadata.team == %s)";
    assertThat(selection.strategy(each.formatted("req.headers['x-team'][0]")).ids())
        .containsExactly("rich");
    assertThat(selection.strategy(each.formatted("client.username")).ids()).containsExactly("rich");
    assertThat(
            selection
                .strategy("client.claims.plan == 'gold' ? ai.keys.only(['rich']) : ai.keys")
                .ids())
        .containsExactly("rich");
  }

  @Test
  void errorRates_areOfThisKeyAtAllModels() {
    selection.failed("rich", Scope.PROVIDER, null);
    selection.strategy("ai.keys.filter(k, k.error_rate.server > 0.4)");
    assertThat(selection.ids()).containsExactly("rich");
  }
}
