package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import java.time.Duration;

/** Groq's errors (its documentation, "Rate limits", "API error codes and responses"). */
public final class Groq {

  private Groq() {}

  /** 401 {@code invalid_api_key}. */
  public static Answer invalidKey() {
    return answer(401, "Invalid API Key", "invalid_request_error", "invalid_api_key");
  }

  /** 429 with {@code retry-after}. */
  public static Answer rateLimited(Duration delay) {
    return answer(
            429,
            ("Rate limit reached for model `llama-3.3-70b-versatile` in organization `org_scripted`"
                    + " service tier `on_demand` on tokens per minute (TPM): Limit 6000, Used 5034,"
                    + " Requested 1443. Please try again in %ds. Need more tokens? Upgrade to Dev Tier"
                    + " today at https://console.groq.com/settings/billing")
                .formatted(delay.toSeconds()),
            "tokens",
            "rate_limit_exceeded")
        .retryAfter(delay);
  }

  /** 498 {@code capacity_exceeded}, of the flex tier. */
  public static Answer capacityExceeded() {
    return answer(498, "Flex tier capacity exceeded", "internal_server_error", "capacity_exceeded");
  }

  private static Answer answer(int status, String message, String type, String code) {
    Object error = object("message", message, "type", type, "code", code);
    return Answer.json(status, Json.write(object("error", error)));
  }
}
