package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's errors as its API sends them (API reference "Error codes", and the error objects its
 * client libraries parse). Other providers of the format send the same shape.
 */
public final class OpenAi {

  private static final String INVALID_REQUEST = "invalid_request_error";

  private OpenAi() {}

  /** 401 {@code invalid_api_key}. */
  public static Answer invalidKey() {
    return answer(
        401,
        "Incorrect API key provided: sk-scrip****ided. You can find your API key at"
            + " https://platform.openai.com/account/api-keys.",
        INVALID_REQUEST,
        null,
        "invalid_api_key");
  }

  /** 429 {@code insufficient_quota}: out of money, whatever the status suggests. */
  public static Answer insufficientQuota() {
    return answer(
        429,
        "You exceeded your current quota, please check your plan and billing details. For more"
            + " information on this error, read the docs:"
            + " https://platform.openai.com/docs/guides/error-codes/api-errors.",
        "insufficient_quota",
        null,
        "insufficient_quota");
  }

  /**
   * 429 whose type is {@code insufficient_quota} and whose code says more, such as {@code
   * credit_balance_exhausted} or {@code project_spend_limit_exceeded} (the help article
   * "Troubleshooting API usage and spend limits").
   */
  public static Answer spendLimitReached(String code) {
    return answer(
        429,
        "You exceeded your current quota, please check your plan and billing details.",
        "insufficient_quota",
        null,
        code);
  }

  /** 429 {@code rate_limit_exceeded} without any hint when to come back but the message. */
  public static Answer rateLimited() {
    return answer(
        429,
        "Rate limit reached for gpt-4o in organization org-scripted on tokens per min (TPM): Limit"
            + " 30000, Used 29000, Requested 2000. Please try again in 2s. Visit"
            + " https://platform.openai.com/account/rate-limits to learn more.",
        "tokens",
        null,
        "rate_limit_exceeded");
  }

  /** {@link #rateLimited()} with both of OpenAI's headers for {@code delay}. */
  public static Answer rateLimited(Duration delay) {
    return rateLimited().retryAfter(delay).retryAfterMillis(delay.toMillis());
  }

  /** 403: the project may not use the model. */
  public static Answer modelNotAllowed(String model) {
    return answer(
        403,
        "Project `proj_scripted` does not have access to model `" + model + "`",
        INVALID_REQUEST,
        null,
        "model_not_found");
  }

  /** 403 {@code unsupported_country_region_territory}: no key of ours helps. */
  public static Answer unsupportedCountry() {
    return answer(
        403,
        "Country, region, or territory not supported",
        "request_forbidden",
        null,
        "unsupported_country_region_territory");
  }

  /** 404 {@code model_not_found}. */
  public static Answer modelNotFound(String model) {
    return answer(
        404,
        "The model `" + model + "` does not exist or you do not have access to it.",
        INVALID_REQUEST,
        null,
        "model_not_found");
  }

  /** 404 for a path that isn't there. */
  public static Answer unknownUrl(String method, String path) {
    String message = "Invalid URL (" + method + " " + path + ")";
    return answer(404, message, INVALID_REQUEST, null, null);
  }

  /** 400 {@code context_length_exceeded}. */
  public static Answer contextLengthExceeded() {
    return answer(
        400,
        "This model's maximum context length is 128000 tokens. However, your messages resulted in"
            + " 130016 tokens. Please reduce the length of the messages.",
        INVALID_REQUEST,
        "messages",
        "context_length_exceeded");
  }

  /** 400 for a field with a wrong value: the request's own fault. */
  public static Answer invalidParameter() {
    return answer(
        400,
        "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 3"
            + " instead.",
        INVALID_REQUEST,
        "temperature",
        "decimal_above_max_value");
  }

  /** 400 for a body that can't be read. */
  public static Answer notJson() {
    return answer(
        400,
        "We could not parse the JSON body of your request. (HINT: This likely means you aren't"
            + " using your HTTP library correctly. The OpenAI API expects a JSON payload, but what"
            + " was sent was not valid JSON.)",
        INVALID_REQUEST,
        null,
        null);
  }

  /** 500. */
  public static Answer serverError() {
    return answer(
        500,
        "The server had an error while processing your request. Sorry about that!",
        "server_error",
        null,
        null);
  }

  /** 503. */
  public static Answer overloaded() {
    return answer(
        503,
        "The engine is currently overloaded, please try again later",
        "server_error",
        null,
        null);
  }

  /** One event of a chat stream with this delta, such as {@code {"reasoning_content":"Hm"}}. */
  public static String deltaEvent(String deltaJson) {
    return ChatCompletions.event(Json.read(deltaJson));
  }

  /** An error event of a chat stream, at its start or in its middle. */
  public static String errorEvent() {
    return Sse.data(
        error("The server had an error processing your request.", "server_error", null, null));
  }

  /** 200 with {@link #errorEvent} as the only event of the stream. */
  public static Answer errorAsFirstEvent() {
    return Answer.events(errorEvent());
  }

  /** Any error in this format. */
  public static Answer answer(
      int status,
      String message,
      @Nullable String type,
      @Nullable String param,
      @Nullable String code) {
    return Answer.json(status, error(message, type, param, code));
  }

  static String error(
      String message, @Nullable String type, @Nullable String param, @Nullable String code) {
    return Json.write(
        object("error", object("message", message, "type", type, "param", param, "code", code)));
  }
}
