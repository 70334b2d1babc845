package dev.keyway.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.classify.Scope;
import dev.keyway.expression.Evaluation;
import dev.keyway.expression.Expression;
import dev.keyway.expression.SecretUse;
import dev.keyway.health.KeyFacts;
import dev.keyway.select.KeyOrder.Choice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The order of keys around the strategies, whatever these say; see {@link KeyStrategiesTest}. */
class KeySelectionTest {

  @Test
  void withoutAStrategy_keysAreTriedAsListed() {
    SelectionCase selection = SelectionCase.of("a", "b");
    assertThat(selection.ids()).containsExactly("a", "b");
    assertThat(selection.order().choice()).isEqualTo(Choice.LISTED);
  }

  @Test
  void theFirstStrategyThatGivesAKey_wins() {
    SelectionCase selection =
        SelectionCase.of("a", "b", "c")
            .strategy(giving(keys -> List.of()))
            .strategy(giving(keys -> List.of(keys.get(2), keys.get(0))))
            .strategy(giving(keys -> keys));
    assertThat(selection.ids()).containsExactly("c", "a");
    assertThat(selection.order().runs())
        .extracting(StrategyRun::keys)
        .containsExactly(List.of(), List.of("c", "a"));
  }

  /** Keys that many requests were made with. */
  private static @Nullable Object busy(List<KeyFacts> keys) {
    return keys.stream().filter(key -> key.requestCount() > 100).toList();
  }

  @Test
  void aStrategyThatGivesOneKey_isAListOfOne() {
    assertThat(SelectionCase.of("a", "b").strategy(giving(keys -> keys.get(1))).ids())
        .containsExactly("b");
  }

  @Test
  void aStrategyThatGivesNothing_isFollowedByTheNext() {
    SelectionCase selection =
        SelectionCase.of("a").strategy(giving(keys -> null)).strategy(giving(keys -> keys));
    assertThat(selection.order().choice()).isEqualTo(Choice.STRATEGY);
  }

  @Test
  void aStrategyThatFails_isRecordedByCodeAndPlace_andTheNextIsTried() {
    SelectionCase selection =
        SelectionCase.of("a", "b")
            .strategy(evaluating(keys -> new Evaluation.Failure("division_by_zero", 1, 9)))
            .strategy(giving(keys -> keys.subList(1, 2)));
    assertThat(selection.ids()).containsExactly("b");
    assertThat(selection.order().runs().getFirst().error()).isEqualTo("division_by_zero at 1:9");
  }

  @Test
  void keysGivenTwice_areTriedOnce() {
    SelectionCase selection =
        SelectionCase.of("a", "b")
            .strategy(giving(keys -> List.of(keys.get(1), keys.get(0), keys.get(1))));
    assertThat(selection.ids()).containsExactly("b", "a");
  }

  @Test
  void keysThatCoolDown_goBehindAllOthers_keepingTheirOrder() {
    SelectionCase selection = SelectionCase.of("a", "b", "c", "d");
    Instant soon = selection.clock.instant().plusSeconds(20);
    selection.failed("a", Scope.RATE, soon).failed("c", Scope.RATE, soon);
    assertThat(selection.ids()).containsExactly("b", "d", "a", "c");
  }

  @Test
  void aKeyThatCoolsDownPastTheDeadline_isLeftOut_andItsTimeTold() {
    SelectionCase selection = SelectionCase.of("a", "b");
    Instant late = selection.clock.instant().plusSeconds(900);
    selection.failed("a", Scope.RATE, late.plusSeconds(60)).failed("b", Scope.RATE, late);
    assertThat(selection.ids()).isEmpty();
    assertThat(selection.order().earliest()).isEqualTo(late);
  }

  @Test
  void theTimeOfAKeyThatIsOfNoUseAnyway_isNotTold() {
    SelectionCase selection =
        new SelectionCase()
            .key("a", "account", null, Map.of())
            .key("other-models", "account", Set.of("o3"), Map.of());
    Instant late = selection.clock.instant().plusSeconds(900);
    selection.failed("other-models", Scope.RATE, late).failed("a", Scope.KEY, null);
    assertThat(selection.order().earliest()).isNull();
  }

  @Test
  void strategies_seeCoolingKeys_butNoneThatIsSetAside() {
    SelectionCase selection = SelectionCase.of("a", "b", "c").strategy(giving(keys -> keys));
    selection.failed("a", Scope.KEY, null).failed("b", Scope.RATE, null);
    assertThat(selection.order().runs().getFirst().keys()).containsExactly("b", "c");
    assertThat(selection.order().leftOut())
        .containsExactly(new KeyOrder.LeftOut("a", "set aside: invalid key"));
  }

  @Test
  void aColdStart_isNotAnEmptyPool() {
    SelectionCase selection = SelectionCase.of("a", "b").strategy(giving(KeySelectionTest::busy));
    assertThat(selection.ids()).containsExactly("a", "b");
    assertThat(selection.order().choice()).isEqualTo(Choice.COLD_START);
  }

  @Test
  void aStrategyThatAskedNothingLearned_hasDecided() {
    SelectionCase selection = SelectionCase.of("a", "b").strategy(giving(keys -> List.of()));
    assertThat(selection.ids()).isEmpty();
    assertThat(selection.order().choice()).isEqualTo(Choice.NONE);
  }

  @Test
  void aColdStart_isOverForAKeyOfWhichSomethingIsKnown() {
    SelectionCase selection =
        SelectionCase.of("used", "reported", "new").strategy(giving(KeySelectionTest::busy));
    selection.used("used").reported("reported", 1, 1);
    assertThat(selection.ids()).containsExactly("new");
    selection.used("new");
    assertThat(selection.ids()).isEmpty();
    assertThat(selection.order().choice()).isEqualTo(Choice.NONE);
  }

  @Test
  void aStrategyThatAskedForAQuotaNobodyReported_hasJudgedWithoutKnowledge() {
    SelectionCase selection =
        SelectionCase.of("silent", "poor")
            .strategy(
                giving(keys ->
                    keys.stream().filter(key -> atLeast(key.remainingRequests(), 100)).toList()));
    selection.used("silent").used("poor").reported("poor", 3, 3);
    assertThat(selection.ids()).containsExactly("silent");
  }

  @Test
  void aKeyThatComesBack_sharesItsTurns_onlyWhereAnotherGroupIsReady() {
    SelectionCase selection =
        new SelectionCase().key("a", "account", null, Map.of()).key("b", "account", null, Map.of());
    selection.failed("a", Scope.RATE, null).clock.pass(Duration.ofSeconds(5));
    for (int turn = 0; turn < 4; turn++) {
      assertThat(selection.ids()).containsExactly("a", "b");
    }
    selection.key("c", null, null, Map.of());
    assertThat(selection.ids()).containsExactly("a", "b", "c");
    assertThat(selection.ids()).containsExactly("c", "a", "b");
  }

  private static boolean atLeast(@Nullable Long value, long least) {
    return value != null && value >= least;
  }

  private static Expression giving(Function<List<KeyFacts>, @Nullable Object> result) {
    return evaluating(keys -> new Evaluation.Value(result.apply(keys)));
  }

  private static Expression evaluating(Function<List<KeyFacts>, Evaluation> result) {
    return new Expression() {
      @Override
      public String source() {
        return "a strategy of the test";
      }

      @Override
      public boolean uses(String path) {
        return false;
      }

      @Override
      public boolean readsNothingBut(String path) {
        return false;
      }

      @Override
      public boolean draws() {
        return true;
      }

      @Override
      public boolean selectsAny(Set<String> names) {
        return false;
      }

      @Override
      public List<SecretUse> secrets() {
        return List.of();
      }

      @Override
      public Evaluation evaluate(Map<String, ?> variables, RandomGenerator random) {
        KeyEnvironment.Scene scene = (KeyEnvironment.Scene) variables.get("ai");
        return result.apply(scene.keys());
      }
    };
  }
}
