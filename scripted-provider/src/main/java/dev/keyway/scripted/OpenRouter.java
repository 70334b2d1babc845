package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

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

  /** 429 with OpenRouter's own header: the reset in milliseconds since 1970. */
  public static Answer rateLimited(Instant reset) {
    return answer(429, 429, "Rate limit exceeded: free-models-per-min. ")
        .withHeader("x-ratelimit-limit", "20")
        .withHeader("x-ratelimit-remaining", "0")
        .withHeader("x-ratelimit-reset", Long.toString(reset.toEpochMilli()));
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

  private static Answer answer(int status, int code, String message) {
    Object error = object("message", message, "code", code);
    return Answer.json(status, Json.write(object("error", error)));
  }
}
