package dev.keyway.bench.simulation;

import dev.keyway.classify.Outcome.Answered;
import dev.keyway.http.Headers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Anthropic: input and output tokens counted apart, resets by the calendar, 529 when overloaded.
 */
record AnthropicWords() implements Words {

  @Override
  public Headers quota(Account account, Instant now) {
    Headers.Builder headers = Headers.builder();
    for (Limit limit : account.limits()) {
      String name = "anthropic-ratelimit-" + limit.unit().words().replace(' ', '-');
      Window window = limit.window();
      headers
          .add(name + "-limit", Long.toString(window.limit()))
          .add(name + "-remaining", Long.toString(window.remaining(now)))
          .add(name + "-reset", wholeSecond(window.fullAt(now)).toString());
    }
    return headers.build();
  }

  @Override
  public Answered limited(Account account, Limit limit, Demand demand, Instant now) {
    Instant room = limit.window().roomFor(limit.unit().of(demand), now);
    long seconds = (Duration.between(now, room).toMillis() + 999) / 1000;
    String message =
        "This request would exceed your organization's rate limit of %d %s per minute."
            .formatted(limit.window().limit(), limit.unit().words());
    return error(
        429,
        quota(account, now).toBuilder().add("retry-after", Long.toString(seconds)).build(),
        "rate_limit_error",
        message);
  }

  @Override
  public Answered outOfMoney() {
    return error(
        400,
        Headers.empty(),
        "invalid_request_error",
        "Your credit balance is too low to access the Anthropic API.");
  }

  @Override
  public Answered overloaded() {
    return error(529, Headers.empty(), "overloaded_error", "Overloaded");
  }

  @Override
  public Answered broken() {
    return error(500, Headers.empty(), "api_error", "Internal server error");
  }

  private static Instant wholeSecond(Instant instant) {
    Instant second = instant.truncatedTo(ChronoUnit.SECONDS);
    return second.equals(instant) ? second : second.plusSeconds(1);
  }

  private static Answered error(int status, Headers headers, String type, String message) {
    return Words.whole(
        status,
        headers,
        """
        {"type": "error", "error": {"type": "%s", "message": "%s"}}\
        """
            .formatted(type, message));
  }
}
