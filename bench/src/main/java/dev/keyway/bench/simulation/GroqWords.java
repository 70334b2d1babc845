package dev.keyway.bench.simulation;

import dev.keyway.classify.Outcome.Answered;
import dev.keyway.http.Headers;
import java.time.Duration;
import java.time.Instant;

/**
 * Groq: OpenAI's names, but requests are those of the day; a 429 says the wait and nothing else.
 */
record GroqWords() implements Words {

  @Override
  public Headers quota(Account account, Instant now) {
    return OpenAiHeaders.quota(account, now);
  }

  @Override
  public Answered limited(Account account, Limit limit, Demand demand, Instant now) {
    long asked = limit.unit().of(demand);
    long millis = Duration.between(now, limit.window().roomFor(asked, now)).toMillis();
    String message =
        "Rate limit reached for model `openai/gpt-oss-120b` in organization `%s` on %s per %s: Limit %d, Requested %d."
            .formatted(
                account.name(),
                limit.unit().words(),
                limit.span() == Limit.Span.DAY ? "day (RPD)" : "minute (TPM)",
                limit.window().limit(),
                asked);
    return Words.openAiError(
        429,
        Headers.of("retry-after", Long.toString((millis + 999) / 1000)),
        message,
        limit.unit().words(),
        "rate_limit_exceeded");
  }

  @Override
  public Answered outOfMoney() {
    throw new UnsupportedOperationException("no scenario has Groq ask for money");
  }

  @Override
  public Answered overloaded() {
    return Words.openAiError(
        503, Headers.empty(), "Service Unavailable", "internal_server_error", "");
  }

  @Override
  public Answered broken() {
    return Words.openAiError(
        500, Headers.empty(), "Internal Server Error", "internal_server_error", "");
  }
}
