package dev.keyway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.classify.RecordedAnswer;
import dev.keyway.http.Headers;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of {@code windows.yaml} has a recorded answer that it reads. */
class RecordedWindowsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  static Stream<QuotaWindow> windowsWithHeaders() {
    return RecordedAnswer.all().stream()
        .map(RecordedAnswer::providerId)
        .distinct()
        .flatMap(provider -> QuotaWindow.of(provider).stream())
        .filter(window -> window.limit() != null);
  }

  @ParameterizedTest
  @MethodSource("windowsWithHeaders")
  void window_isReadFromSomeRecordedAnswer(QuotaWindow window) {
    List<Headers> answers =
        RecordedAnswer.all().stream()
            .filter(recorded -> QuotaWindow.of(recorded.providerId()).contains(window))
            .map(recorded -> recorded.answer().headers())
            .toList();

    assertThat(answers).anyMatch(headers -> window.read(headers, NOW) != null);
  }
}
