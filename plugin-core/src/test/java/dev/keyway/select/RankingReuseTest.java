package dev.keyway.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.access.Caller;
import dev.keyway.classify.Scope;
import dev.keyway.http.Headers;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.Strategy;
import dev.keyway.select.KeyOrder.Choice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rankings serve several requests, how long, and what they never bring back. */
class RankingReuseTest {

  private static final Duration TEN_MILLIS = Duration.ofMillis(10);
  private static final String LEAST_BUSY = "ai.keys.sortBy(k, k.in_flight)";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ai.keys                                                          | ALWAYS
          ai.keys.only(['a', 'b']).take(1)                                 | ALWAYS
          ai.keys.filter(k, k.metadata.tier == 'gold' && !k.managed)       | ALWAYS
          ai.keys.filter(k, k.quota_group == null).sortBy(k, k.id)         | ALWAYS
          ai.keys.stickyBy('one text')                                     | ALWAYS
          ai.keys.sortBy(k, k.quota.remaining_requests)                    | FOR_A_WHILE
          ai.keys.filter(k, has(k.quota.reset_seconds))                    | FOR_A_WHILE
          ai.keys.filter(k, k.error_rate.total < 0.1)                      | FOR_A_WHILE
          ai.keys.sortBy(k, k.latency.upstream_ms_avg)                     | FOR_A_WHILE
          ai.keys.sortBy(k, k.token.provider_input)                        | FOR_A_WHILE
          ai.keys.sortBy(k, k.in_flight)                                   | FOR_A_WHILE
          ai.keys.sortBy(k, k.request_count)                               | FOR_A_WHILE
          ai.keys.sortBy(k, k.last_used_seconds)                           | FOR_A_WHILE
          ai.keys.filter(k, k.cooldown_seconds == 0.0)                     | FOR_A_WHILE
          ai.keys.filter(k, k.value != 'sk')                               | FOR_A_WHILE
          ai.keys.filter(k, k.metadata.in_flight == 1)                     | FOR_A_WHILE
          ai.keys.random()                                                 | NEVER
          ai.keys.randomize()                                              | NEVER
          ai.keys.weighted(k, 1)                                           | NEVER
          ai.keys.filter(k, rand.double() < 0.5)                           | NEVER
          ai.keys.filter(k, k.metadata.team == client.consumer)            | NEVER
          ai.keys.stickyBy(ai.request.conversation)                        | NEVER
          ai.request.stream ? ai.keys : ai.keys.take(1)                    | NEVER
          ai.keys.filter(k, time.now > timestamp('2026-01-01T00:00:00Z'))  | NEVER
          req.method == 'POST' ? ai.keys : ai.keys                         | NEVER
          vars.team == 'a' ? ai.keys : ai.keys                             | NEVER
          ai.keys.filter(k, k.value != secrets.get('v', 'n'))              | NEVER
          [ai][0].keys                                                     | NEVER
          """)
  void howLongAStrategysAnswerStands_isToldFromWhatItReads(String source, Reuse expected) {
    Strategy strategy = new Strategy("strategy[0]", SelectionCase.compiled(source));
    assertThat(Reuse.of(strategy)).isEqualTo(expected);
  }

  @Test
  void whatGoesByWhatIsConfigured_isAskedOnce() {
    CountedExpression strategy =
        new CountedExpression(SelectionCase.compiled("ai.keys.sortBy(k, k.metadata.rank)"));
    SelectionCase selection =
        new SelectionCase()
            .key("a", null, null, Map.of("rank", 2L))
            .key("b", null, null, Map.of("rank", 1L))
            .strategy(strategy)
            .reuseRankingFor(Duration.ZERO);
    assertThat(selection.ids()).containsExactly("b", "a");
    selection.clock.pass(Duration.ofDays(1));
    assertThat(selection.ids()).containsExactly("b", "a");
    assertThat(strategy.evaluations()).isOne();
    assertThat(selection.order().rankingAge()).isNull();
    assertThat(selection.order().runs())
        .extracting(StrategyRun::keys)
        .containsExactly(List.of("b", "a"));
  }

  @Test
  void whatGoesByWhatIsKnown_isAskedEachTime_asARule() {
    SelectionCase selection =
        SelectionCase.of("a", "b").strategy(LEAST_BUSY).reuseRankingFor(Duration.ZERO);
    assertThat(selection.ids()).containsExactly("a", "b");
    assertThat(selection.busy("a").ids()).containsExactly("b", "a");
    assertThat(selection.order().rankingAge()).isNull();
  }

  @Test
  void whereThePolicySaysSo_itServesForAWhile() {
    SelectionCase selection =
        SelectionCase.of("a", "b").strategy(LEAST_BUSY).reuseRankingFor(TEN_MILLIS);
    assertThat(selection.order().rankingAge()).isNull();
    selection.busy("a").clock.pass(Duration.ofMillis(9));
    assertThat(selection.ids()).containsExactly("a", "b");
    assertThat(selection.order().rankingAge()).isEqualTo(Duration.ofMillis(9));
    selection.clock.pass(Duration.ofMillis(1));
    assertThat(selection.ids()).containsExactly("b", "a");
    assertThat(selection.order().rankingAge()).isEqualTo(Duration.ZERO);
  }

  @Test
  void aClockThatIsSetBack_makesNoRankingYoungAgain() {
    SelectionCase selection =
        SelectionCase.of("a", "b").strategy(LEAST_BUSY).reuseRankingFor(TEN_MILLIS);
    selection.order();
    selection.busy("a").clock.pass(Duration.ofMinutes(-1));
    assertThat(selection.ids()).containsExactly("b", "a");
  }

  @Test
  void aKeyThatWasSetAsideSince_isNotBroughtBack() {
    SelectionCase selection =
        SelectionCase.of("a", "b", "c").strategy(LEAST_BUSY).reuseRankingFor(TEN_MILLIS);
    assertThat(selection.ids()).containsExactly("a", "b", "c");
    selection.failed("a", Scope.KEY, null);
    assertThat(selection.ids()).containsExactly("b", "c");
    selection.failed("b", Scope.QUOTA_GROUP, null);
    assertThat(selection.ids()).containsExactly("c");
    selection.rotated("a");
    assertThat(selection.ids()).containsExactly("a", "c");
  }

  @Test
  void aKeyThatCoolsDownSince_goesBehind() {
    SelectionCase selection =
        SelectionCase.of("a", "b", "c").strategy(LEAST_BUSY).reuseRankingFor(TEN_MILLIS);
    selection.order();
    selection.failed("a", Scope.RATE, selection.clock.instant().plusSeconds(20));
    assertThat(selection.ids()).containsExactly("b", "c", "a");
    assertThat(selection.order().rankingAge()).isEqualTo(Duration.ZERO);
    selection.failed("b", Scope.RATE, selection.clock.instant().plusSeconds(3600));
    assertThat(selection.ids()).containsExactly("c", "a");
  }

  @Test
  void whatReadsTheRequest_isAskedEachTime() {
    SelectionCase selection =
        new SelectionCase()
            .key("a", null, null, Map.of("team", "x"))
            .key("b", null, null, Map.of("team", "y"))
            .strategy("ai.keys.filter(k, k.metadata.team == client.consumer)")
            .reuseRankingFor(TEN_MILLIS);
    assertThat(selection.caller(named("x"), Headers.empty()).ids()).containsExactly("a");
    assertThat(selection.caller(named("y"), Headers.empty()).ids()).containsExactly("b");
  }

  @Test
  void aSecondStrategyThatReadsTheRequest_isAskedEachTimeTheFirstGivesNothing() {
    SelectionCase selection =
        new SelectionCase()
            .key("a", null, null, Map.of("team", "x"))
            .key("b", null, null, Map.of("team", "y"))
            .strategy("ai.keys.filter(k, k.in_flight > 100)")
            .strategy("ai.keys.filter(k, k.metadata.team == client.consumer)")
            .reuseRankingFor(TEN_MILLIS);
    assertThat(selection.caller(named("x"), Headers.empty()).ids()).containsExactly("a");
    assertThat(selection.caller(named("y"), Headers.empty()).ids()).containsExactly("b");
  }

  @Test
  void aColdStart_servesForAWhileToo() {
    SelectionCase selection =
        SelectionCase.of("a", "b")
            .strategy("ai.keys.filter(k, k.quota.remaining_requests > 10)")
            .reuseRankingFor(TEN_MILLIS);
    assertThat(selection.order().choice()).isEqualTo(Choice.COLD_START);
    selection.reported("b", 100, 1000);
    assertThat(selection.order().choice()).isEqualTo(Choice.COLD_START);
    selection.clock.pass(TEN_MILLIS);
    assertThat(selection.order().choice()).isEqualTo(Choice.STRATEGY);
    assertThat(selection.ids()).containsExactly("b");
  }

  @Test
  void aStrategyThatFailed_isAskedAgain() {
    CountedExpression strategy =
        new CountedExpression(
            SelectionCase.compiled("ai.keys.filter(k, k.metadata.team.startsWith('a'))"));
    SelectionCase selection =
        SelectionCase.of("a", "b").strategy(strategy).reuseRankingFor(TEN_MILLIS);
    assertThat(selection.order().runs().getFirst().error()).isNotNull();
    selection.order();
    assertThat(strategy.evaluations()).isEqualTo(2);
  }

  @Test
  void anotherPolicyOfTheSameKeys_hasRankingsOfItsOwn() {
    SelectionCase selection =
        SelectionCase.of("a", "b").strategy("ai.keys.take(1)").reuseRankingFor(TEN_MILLIS);
    assertThat(selection.ids()).containsExactly("a");
    selection.onlyStrategy("ai.keys.only(['b'])").reuseRankingFor(TEN_MILLIS);
    assertThat(selection.ids()).containsExactly("b");
  }

  @Test
  void keysOfOtherPeople_areNotTakenForThese() {
    SelectionCase selection = SelectionCase.of("a").strategy("ai.keys").reuseRankingFor(TEN_MILLIS);
    ApiKey before = selection.order().keys().getFirst();
    SelectionCase other = SelectionCase.of("a").strategy("ai.keys").reuseRankingFor(TEN_MILLIS);
    assertThat(other.order().keys().getFirst()).isNotSameAs(before);
  }

  private static Caller named(String consumer) {
    return new Caller(
        Caller.Voucher.HOST, consumer, null, List.of(), null, Map.of(), null, null, null);
  }
}
