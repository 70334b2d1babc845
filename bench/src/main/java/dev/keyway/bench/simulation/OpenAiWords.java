package dev.keyway.bench.simulation;

import dev.keyway.classify.Outcome.Answered;
import dev.keyway.http.Headers;
import java.time.Duration;
import java.time.Instant;

/** OpenAI: its quota with every answer, the wait of a 429 to the millisecond. */
record OpenAiWords() implements Words {

  @Override
  public Headers quota(Account account, Instant now) {
    return OpenAiHeaders.quota(account, now);
  }

  @Override
  public Answered limited(Account account, Limit limit, Demand demand, Instant now) {
    long asked = limit.unit().of(demand);
    long millis = Duration.between(now, limit.window().roomFor(asked, now)).toMillis();
    Headers headers =
        quota(account, now).toBuilder()
            .add("retry-after", Long.toString((millis + 999) / 1000))
            .add("retry-after-ms", Long.toString(millis))
            .build();
    String message =
        "Rate limit reached for gpt-4o in organization org-%s on %s: Limit %d, Requested %d."
            .formatted(account.name(), limit.unit().words(), limit.window().limit(), asked);
    return Words.openAiError(429, headers, message, limit.unit().words(), "rate_limit_exceeded");
  }

  @Override
  public Answered outOfMoney() {
    return Words.openAiError(
        429,
        Headers.of("x-should-retry", "false"),
        "You exceeded your current quota, please check your plan and billing details.",
        "insufficient_quota",
        "insufficient_quota");
  }

  @Override
  public Answered overloaded() {
    return Words.openAiError(
        503,
        Headers.empty(),
        "Our servers are currently overloaded. Please try again later.",
        "service_unavailable_error",
        "server_is_overloaded");
  }

  @Override
  public Answered broken() {
    return Words.openAiError(
        500,
        Headers.empty(),
        "The server had an error while processing your request. Sorry about that!",
        "server_error",
        "");
  }
}
