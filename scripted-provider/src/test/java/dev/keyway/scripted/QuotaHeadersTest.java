package dev.keyway.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Quota.Window;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each provider's own names and forms. */
class QuotaHeadersTest {

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final Quota QUOTA =
      new Quota(
          new Window(500, 499, Duration.ofMillis(120)),
          new Window(30000, 20000, Duration.ofMinutes(6)));

  @ParameterizedTest
  @CsvSource({
    "OPENAI, x-ratelimit-limit-requests: 500",
    "OPENAI, x-ratelimit-remaining-requests: 499",
    "OPENAI, x-ratelimit-reset-requests: 120ms",
    "OPENAI, x-ratelimit-reset-tokens: 6m0s",
    "GROQ, x-ratelimit-remaining-tokens: 20000",
    "ANTHROPIC, anthropic-ratelimit-tokens-remaining: 20000",
    "ANTHROPIC, anthropic-ratelimit-tokens-reset: 2026-11-01T00:06:00Z",
    "AZURE, x-ratelimit-reset-tokens: 360",
    "OPENROUTER, x-ratelimit-reset: 1793491200120",
    "MISTRAL, x-ratelimit-remaining-req-minute: 499",
    "XAI, x-ratelimit-reset-tokens: 1793491560",
    "TOGETHER, x-ratelimit-remaining: 499",
    "TOGETHER, x-tokenlimit-reset: 360",
    "FIREWORKS, x-ratelimit-limit-tokens-prompt: 30000",
  })
  void field(QuotaHeaders provider, String field) {
    assertThat(provider.of(QUOTA, NOW)).extracting(Header::toString).contains(field);
  }

  @ParameterizedTest
  @CsvSource({"OPENAI, 6", "ANTHROPIC, 6", "OPENROUTER, 3", "MISTRAL, 4", "FIREWORKS, 2"})
  void numberOfFields(QuotaHeaders provider, int count) {
    assertThat(provider.of(QUOTA, NOW)).hasSize(count);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0ms",
    "12, 12ms",
    "1000, 1s",
    "7660, 7.66s",
    "10000, 10s",
    "179560, 2m59.56s",
    "411480000, 114h18m0s",
  })
  void goDurations(long millis, String text) {
    Window window = new Window(1, 1, Duration.ofMillis(millis));

    assertThat(QuotaHeaders.OPENAI.of(new Quota(window, window), NOW))
        .contains(new Header("x-ratelimit-reset-requests", text));
  }
}
