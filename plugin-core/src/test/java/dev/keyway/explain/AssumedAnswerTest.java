package dev.keyway.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keyway.classify.Classification;
import dev.keyway.classify.Classifier;
import dev.keyway.classify.ClassifyRule;
import dev.keyway.classify.Outcome;
import dev.keyway.classify.Scope;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssumedAnswerTest {

  private static final ClassifyRule ROW_404 =
      new ClassifyRule(null, 404, null, null, null, Scope.KEY);

  @ParameterizedTest
  @CsvSource({
    "400, REQUEST",
    "401, KEY",
    "402, QUOTA_GROUP",
    "403, KEY_MODEL",
    "404, ATTEMPT",
    "429, RATE",
    "500, PROVIDER",
    "503, PROVIDER",
    "invalid-key, KEY",
    "no-access, KEY_MODEL",
    "rate-limited, RATE",
    "out-of-money, QUOTA_GROUP",
    "overloaded, PROVIDER",
    "too-long, MODEL_WINDOW",
    "bad-request, REQUEST",
    "timeout, PROVIDER",
    "unreachable, PROVIDER",
    "reset, PROVIDER",
    "silent, ATTEMPT"
  })
  void answer_meansWhatItIsCalled(String name, Scope scope) {
    assertThat(classified(AssumedAnswer.parse(name), FailoverSettings.DEFAULTS))
        .isInstanceOfSatisfying(
            Classification.Failure.class, failure -> assertThat(failure.scope()).isEqualTo(scope));
  }

  @ParameterizedTest
  @ValueSource(strings = {"200", "ok", " OK "})
  void good_isASuccess(String name) {
    assertThat(classified(AssumedAnswer.parse(name), FailoverSettings.DEFAULTS))
        .isEqualTo(new Classification.Success());
  }

  @Test
  void goodAnswer_ofAStreamHasContent() {
    assertThat(AssumedAnswer.parse("200").outcome(true))
        .isInstanceOfSatisfying(
            Outcome.Answered.class,
            answer -> assertThat(answer.prefix()).isEqualTo(Outcome.Prefix.STREAM_CONTENT));
  }

  @ParameterizedTest
  @CsvSource({"429:20s, 20", "429:1500ms, 1.5", "429:2m, 120", "429:1h, 3600"})
  void wait_isTheHint(String name, double seconds) {
    assertThat(classified(AssumedAnswer.parse(name), FailoverSettings.DEFAULTS))
        .isInstanceOfSatisfying(
            Classification.Failure.class,
            failure ->
                assertThat(failure.retryAt())
                    .isEqualTo(ManualClock.START.plusMillis((long) (1000 * seconds))));
  }

  @Test
  void silence_isHeldAgainstNobodyWhateverThePolicysRows() {
    FailoverSettings failover = failover(List.of(ROW_404));
    assertThat(classified(AssumedAnswer.silent(failover), failover))
        .isInstanceOfSatisfying(
            Classification.Failure.class,
            failure -> assertThat(failure.scope()).isEqualTo(Scope.ATTEMPT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "99", "600", "429:", "429:20", "slow", "429:20 s"})
  void otherText_isRefusedWithWhatThereIs(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AssumedAnswer.parse(text))
        .withMessageContaining("429:20s")
        .withMessageContaining("out-of-money");
  }

  private static Classification classified(AssumedAnswer answer, FailoverSettings failover) {
    return new Classifier(failover.classify(), failover.anyError(), Duration.ofHours(1))
        .classify("openai", answer.outcome(false), ManualClock.START);
  }

  private static FailoverSettings failover(List<ClassifyRule> rows) {
    FailoverSettings defaults = FailoverSettings.DEFAULTS;
    return new FailoverSettings(
        defaults.anyError(),
        defaults.streamGuard(),
        defaults.cooldownFirst(),
        defaults.cooldownLongest(),
        defaults.longestHint(),
        defaults.outOfMoneyFirst(),
        defaults.outOfMoneyLongest(),
        defaults.breaker(),
        defaults.slowStartTurns(),
        rows);
  }
}
