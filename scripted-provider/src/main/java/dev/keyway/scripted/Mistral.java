package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import java.time.Duration;

/** Mistral's errors, whose fields lie at the top (as its client libraries report them). */
public final class Mistral {

  private Mistral() {}

  /** 401, without any error object; so is a key whose budget is used up. */
  public static Answer invalidKey() {
    return Answer.json(401, "{\"detail\":\"Unauthorized\"}");
  }

  /** 429 {@code rate_limited}. */
  public static Answer rateLimited() {
    return Answer.json(
        429,
        Json.write(
            object(
                "object", "error",
                "message", "Rate limit exceeded",
                "type", "rate_limited",
                "param", null,
                "code", "1300",
                "raw_status_code", 429)));
  }

  /** {@link #rateLimited()} with {@code Retry-After}. */
  public static Answer rateLimited(Duration delay) {
    return rateLimited().retryAfter(delay);
  }

  /** 400 {@code invalid_model}, not 404. */
  public static Answer modelNotFound(String model) {
    return Answer.json(
        400,
        Json.write(
            object(
                "object", "error",
                "message", "Invalid model: " + model,
                "type", "invalid_model",
                "param", null,
                "code", "1500")));
  }
}
