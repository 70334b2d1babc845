package dev.keyway.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whatever an upstream answers, it has a meaning, and the reason given is fit for a record. */
class ClassifierFuzzTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static final Classifier CLASSIFIER =
      new Classifier(List.of(), false, Duration.ofHours(1));

  @FuzzTest(maxDuration = "20s")
  void anyAnswer_hasAMeaning(FuzzedDataProvider data) {
    int status = data.consumeInt(0, 700);
    Outcome.Prefix prefix = data.pickValue(Outcome.Prefix.values());
    String provider = data.pickValue(new String[] {"openai", "google", "anthropic", "own"});
    Headers headers =
        Headers.of("content-type", data.consumeString(20), "retry-after", data.consumeString(30));
    ByteSlice body = ByteSlice.of(data.consumeRemainingAsBytes());
    Classification classification =
        CLASSIFIER.classify(provider, new Outcome.Answered(status, headers, prefix, body), NOW);
    if (classification instanceof Classification.Failure failure) {
      assertThat(failure.reason()).matches("[A-Za-z0-9_.-]{1,64}");
    }
  }
}
