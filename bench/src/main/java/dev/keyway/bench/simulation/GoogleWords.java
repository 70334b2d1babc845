package dev.keyway.bench.simulation;

import dev.keyway.classify.Outcome.Answered;
import dev.keyway.http.Headers;
import java.time.Duration;
import java.time.Instant;

/**
 * Google: nothing of the quota left, ever; a 429 names in its body what is used up and when to come
 * back. Even when it is the day's, it says to come back within the minute.
 */
record GoogleWords() implements Words {

  @Override
  public Headers quota(Account account, Instant now) {
    return Headers.empty();
  }

  @Override
  public Answered limited(Account account, Limit limit, Demand demand, Instant now) {
    long seconds =
        Duration.between(now, limit.window().roomFor(limit.unit().of(demand), now)).toSeconds();
    String quota =
        switch (limit.unit()) {
          case REQUESTS -> "GenerateRequests";
          case TOKENS, INPUT_TOKENS, OUTPUT_TOKENS -> "GenerateContentInputTokens";
        };
    String span = limit.span() == Limit.Span.DAY ? "PerDay" : "PerMinute";
    return Words.whole(
        429,
        Headers.empty(),
        """
        {"error": {"code": 429, "message": "You exceeded your current quota, please check your plan and billing details.",
          "status": "RESOURCE_EXHAUSTED", "details": [
            {"@type": "type.googleapis.com/google.rpc.QuotaFailure",
             "violations": [{"quotaId": "%s%sPerProjectPerModel", "quotaValue": "%d"}]},
            {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "%ds"}]}}\
        """
            .formatted(quota, span, limit.window().limit(), Math.min(seconds + 1, 59)));
  }

  @Override
  public Answered outOfMoney() {
    return error(402, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted.");
  }

  @Override
  public Answered overloaded() {
    return error(503, "UNAVAILABLE", "The model is overloaded. Please try again later.");
  }

  @Override
  public Answered broken() {
    return error(500, "INTERNAL", "An internal error has occurred.");
  }

  private static Answered error(int status, String word, String message) {
    return Words.whole(
        status,
        Headers.empty(),
        """
        {"error": {"code": %d, "message": "%s", "status": "%s"}}\
        """
            .formatted(status, message, word));
  }
}
