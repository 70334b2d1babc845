package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** OpenRouter's errors (its API reference, "Errors", "Limits", "Streaming"). */
public final class OpenRouter {

  private OpenRouter() {}

  /** 401. */
  public static Answer invalidKey() {
    return answer(401, 401, "User not found.");
  }

  /** 402. */
  public static Answer insufficientCredits() {
    return answer(
        402, 402, "Insufficient credits. Add more using https://openrouter.ai/settings/credits");
  }

  /** 402 that is about rate, not money: running requests have reserved the balance. */
  public static Answer inFlightBudgetExhausted(Duration delay) {
    Object metadata =
        object(
            "reason", "in_flight_budget_exhausted",
            "limit_source", "openrouter_in_flight_budget");
    return answer(402, 402, "In-flight budget exhausted", metadata).retryAfter(delay);
  }

  /** 429 of OpenRouter's own; header and body have the reset in milliseconds since 1970. */
  public static Answer rateLimited(Instant reset) {
    String millis = Long.toString(reset.toEpochMilli());
    Object headers =
        object(
            "X-RateLimit-Limit", "20", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", millis);
    return answer(
            429, 429, "Rate limit exceeded: free-models-per-min. ", object("headers", headers))
        .withHeader("x-ratelimit-limit", "20")
        .withHeader("x-ratelimit-remaining", "0")
        .withHeader("x-ratelimit-reset", millis);
  }

  /**
   * 200 whose body is an error with this code: the provider behind it failed after the head was
   * sent.
   */
  public static Answer errorInside200(int code) {
    return answer(200, code, "Provider returned error");
  }

  /** An error event in the middle of a stream. */
  public static String errorEvent() {
    Object choice = object("index", 0, "delta", object("content", ""), "finish_reason", "error");
    return Sse.data(
        Json.write(
            object(
                "id", "gen-1",
                "object", "chat.completion.chunk",
                "created", Speech.CREATED,
                "model", "openai/gpt-4o",
                "provider", "OpenAI",
                "error", object("code", "server_error", "message", "Provider disconnected"),
                "choices", List.of(choice))));
  }

  /** The comment that keeps a stream alive while nothing has been said. */
  public static String processing() {
    return Sse.comment("OPENROUTER PROCESSING");
  }

  private static Answer answer(int status, int code, String message, Object metadata) {
    Object error = object("message", message, "code", code, "metadata", metadata);
    return Answer.json(status, Json.write(object("error", error)));
  }

  private static Answer answer(int status, int code, String message) {
    Object error = object("message", message, "code", code);
    return Answer.json(status, Json.write(object("error", error)));
  }
}
