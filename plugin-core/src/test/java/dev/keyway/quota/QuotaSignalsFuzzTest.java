package dev.keyway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import java.time.Instant;

/** Whatever an upstream says of its quota, nothing is thrown, and no hint lies behind us. */
class QuotaSignalsFuzzTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static final String[] PROVIDERS = {
    "openai", "anthropic", "groq", "azure-openai", "openrouter", "mistral", "xai", "together", "own"
  };

  @FuzzTest(maxDuration = "20s")
  void anyHeaders_areRead(FuzzedDataProvider data) {
    String provider = data.pickValue(PROVIDERS);
    Headers.Builder headers = Headers.builder();
    for (QuotaWindow window : QuotaWindow.of(provider)) {
      add(headers, window.limit(), data);
      add(headers, window.remaining(), data);
      add(headers, window.reset(), data);
    }
    add(headers, "retry-after", data);
    add(headers, "retry-after-ms", data);
    Headers built = headers.build();
    QuotaReport report = QuotaSignals.report(provider, built, NOW);
    assertThat(report.remainingRequests() == null || report.remainingRequests() >= 0).isTrue();
    Instant retryAt =
        QuotaSignals.retryAt(
            provider, 429, built, ByteSlice.of(data.consumeRemainingAsBytes()), NOW);
    assertThat(retryAt == null || retryAt.isAfter(NOW)).isTrue();
  }

  private static void add(Headers.Builder headers, String name, FuzzedDataProvider data) {
    if (name != null) {
      headers.add(name, data.consumeString(24));
    }
  }
}
