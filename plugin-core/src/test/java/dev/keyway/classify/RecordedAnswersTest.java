package dev.keyway.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.policy.FailoverSettings;
import dev.keyway.policy.Policies;
import dev.keyway.quota.QuotaReport;
import dev.keyway.quota.QuotaSignals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every answer in {@code src/test/resources/providers} means. */
class RecordedAnswersTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  static List<RecordedAnswer> answers() {
    return RecordedAnswer.all();
  }

  @ParameterizedTest
  @MethodSource("answers")
  void meansWhatItSays(RecordedAnswer recorded) {
    assertThat(meaning(recorded)).isEqualTo(recorded.expected("expect"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void asksToBeCalledAgainThen(RecordedAnswer recorded) {
    Instant hint =
        classification(recorded) instanceof Classification.Failure failure
            ? failure.retryAt()
            : null;
    assertThat(hint).isEqualTo(time(recorded.expected("retry")));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void reportsItsQuota(RecordedAnswer recorded) {
    String expected = recorded.expected("quota");
    QuotaReport report =
        QuotaSignals.report(recorded.providerId(), recorded.answer().headers(), NOW);
    assertThat(report)
        .isEqualTo(
            expected == null || expected.equals("none") ? QuotaReport.NONE : quota(expected));
  }

  @Test
  void everyRowOfTheTableOfScopesHasAnAnswer() {
    assertThat(answers())
        .map(recorded -> meaning(recorded).split(" ", -1)[0])
        .contains(
            "success",
            "key",
            "key_model",
            "quota_group",
            "rate",
            "provider",
            "request",
            "model_window",
            "attempt");
  }

  /** A row that no answer needs is a guess. */
  @Test
  void everyRowOfTheTable_decidesSomeAnswer() {
    Set<KnownFailure> deciding =
        answers().stream()
            .map(RecordedAnswersTest::decidingRow)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());

    assertThat(KnownFailure.table()).isSubsetOf(deciding);
  }

  private static Optional<KnownFailure> decidingRow(RecordedAnswer recorded) {
    return recorded.expected("classify") == null
            && Finding.in(recorded.answer()) instanceof Finding.Failed failed
        ? KnownFailure.table().stream()
            .filter(row -> row.rule().matches(recorded.providerId(), failed))
            .findFirst()
        : Optional.empty();
  }

  private static Classification classification(RecordedAnswer recorded) {
    return classifier(recorded.expected("classify"))
        .classify(recorded.providerId(), recorded.answer(), NOW);
  }

  /** By the built-in rows, or with these of a policy before them. */
  private static Classifier classifier(@Nullable String rows) {
    FailoverSettings failover =
        rows == null
            ? FailoverSettings.DEFAULTS
            : Policies.load("failover: {classify: [%s]}".formatted(rows)).failover();
    return new Classifier(failover.classify(), false, Duration.ofHours(1));
  }

  private static String meaning(RecordedAnswer recorded) {
    return switch (classification(recorded)) {
      case Classification.Success success -> "success";
      case Classification.Abandoned abandoned -> "abandoned";
      case Classification.Failure failure -> failure.scope().wireName() + " " + failure.reason();
    };
  }

  private static QuotaReport quota(String text) {
    String[] words = text.split("[ /]", -1);
    return new QuotaReport(
        count(words[1]),
        count(words[5]),
        count(words[2]),
        count(words[6]),
        time(words[3]),
        time(words[7]));
  }

  private static @Nullable Long count(String word) {
    return word.equals("-") ? null : Long.valueOf(word);
  }

  private static @Nullable Instant time(@Nullable String word) {
    if (word == null || word.equals("-")) {
      return null;
    }
    return word.startsWith("P") ? NOW.plus(Duration.parse(word)) : Instant.parse(word);
  }
}
