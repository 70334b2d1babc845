package dev.keyway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.classify.Scope;
import dev.keyway.failover.Exhaustion.Known;
import dev.keyway.health.Standing;
import dev.keyway.testing.ManualClock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** When a payer's keys count as exhausted, so that the house may step in. */
class ExhaustionTest {

  private static final Standing READY = new Standing.Ready();
  private static final Standing COOLING = new Standing.Cooling(ManualClock.START.plusSeconds(5));

  @ParameterizedTest(name = "failed here by {0}, set {1}, {2}: {3}")
  @CsvSource({
    // not tried in this request: what is remembered counts
    ", true, READY, false",
    ", true, COOLING, true",
    ", true, INVALID_KEY, true",
    ", true, MODEL_NOT_ALLOWED, true",
    ", true, OUT_OF_MONEY, true",
    ", false, READY, true",
    // tried: how far its failure reached counts, whatever is remembered
    "KEY, true, INVALID_KEY, true",
    "KEY_MODEL, true, MODEL_NOT_ALLOWED, true",
    "QUOTA_GROUP, true, OUT_OF_MONEY, true",
    "RATE, true, COOLING, true",
    "PROVIDER, true, READY, false",
    "PROVIDER, true, COOLING, false",
    "ATTEMPT, true, READY, false",
    "ATTEMPT, true, COOLING, false",
    "REQUEST, true, READY, false",
    "MODEL_WINDOW, true, READY, false",
  })
  void oneKey(@Nullable Scope failure, boolean set, String standing, boolean exhausted) {
    assertThat(Exhaustion.of(List.of(new Known(failure, set, standing(standing)))))
        .isEqualTo(exhausted);
  }

  @ParameterizedTest
  @EnumSource(Scope.class)
  void oneKeyThatIsNotSpent_isEnough(Scope failure) {
    Known ready = new Known(null, true, READY);
    assertThat(Exhaustion.of(List.of(new Known(failure, true, COOLING), ready))).isFalse();
    assertThat(Exhaustion.of(List.of(ready, new Known(failure, true, COOLING)))).isFalse();
  }

  @Test
  void noKeyForTheModel_leavesNoneToSpare() {
    assertThat(Exhaustion.of(List.of())).isTrue();
  }

  private static Standing standing(String name) {
    return switch (name) {
      case "READY" -> READY;
      case "COOLING" -> COOLING;
      default -> new Standing.SetAside(Standing.Cause.valueOf(name), null);
    };
  }
}
