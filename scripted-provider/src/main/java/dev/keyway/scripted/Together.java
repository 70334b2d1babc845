package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

/** Together's errors (its documentation, "Error codes", "Rate limits"). */
public final class Together {

  private Together() {}

  /** 401 {@code invalid_api_key}. */
  public static Answer invalidKey() {
    return OpenAi.answer(
        401, "Invalid API key provided.", "invalid_request_error", null, "invalid_api_key");
  }

  /** 429: more than the organization's dynamic rate. */
  public static Answer rateLimited() {
    Object error =
        object(
            "message",
            "Request was rate limited",
            "type",
            "rate_limit",
            "param",
            null,
            "code",
            null);
    return Answer.json(
        429, Json.write(object("error", error, "error_type", "dynamic_request_limited")));
  }

  /** 503: the model is overloaded, not the client too eager. */
  public static Answer overloaded() {
    return OpenAi.answer(
        503, "The server is overloaded or not ready yet.", "service_unavailable", null, null);
  }
}
