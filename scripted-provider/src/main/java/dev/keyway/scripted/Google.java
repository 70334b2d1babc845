package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Google's errors as the OpenAI-compatible path of the Gemini API sends them: a {@code
 * google.rpc.Status} in an array of one. The shapes of the details are those of {@code
 * google/rpc/error_details.proto}.
 */
public final class Google {

  private static final String TYPE = "type.googleapis.com/google.rpc.";

  private Google() {}

  /** 400, not 401, with reason {@code API_KEY_INVALID}. */
  public static Answer apiKeyInvalid() {
    Object info =
        object(
            "@type",
            TYPE + "ErrorInfo",
            "reason",
            "API_KEY_INVALID",
            "domain",
            "googleapis.com",
            "metadata",
            object("service", "generativelanguage.googleapis.com"));
    return answer(
        400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", List.of(info));
  }

  /** 403 {@code PERMISSION_DENIED}. */
  public static Answer permissionDenied() {
    return answer(403, "PERMISSION_DENIED", "The caller does not have permission", List.of());
  }

  /** 404 {@code NOT_FOUND}. */
  public static Answer modelNotFound(String model) {
    String message =
        "models/"
            + model
            + " is not found for API version v1main, or is not supported for"
            + " generateContent.";
    return answer(404, "NOT_FOUND", message, List.of());
  }

  /** 429 {@code RESOURCE_EXHAUSTED} of a limit per minute, with {@code RetryInfo} in the body. */
  public static Answer resourceExhausted(Duration retryDelay) {
    return exhausted(
        "GenerateRequestsPerMinutePerProjectPerModel-FreeTier",
        List.of(object("@type", TYPE + "RetryInfo", "retryDelay", seconds(retryDelay))));
  }

  /** 429 {@code RESOURCE_EXHAUSTED} of a limit per day, without a delay. */
  public static Answer dailyQuotaExhausted() {
    return exhausted("GenerateRequestsPerDayPerProjectPerModel-FreeTier", List.of());
  }

  /** 503 {@code UNAVAILABLE}. */
  public static Answer overloaded() {
    return answer(
        503, "UNAVAILABLE", "The model is overloaded. Please try again later.", List.of());
  }

  private static Answer exhausted(String quotaId, List<Object> more) {
    Object violation =
        object(
            "quotaMetric",
            "generativelanguage.googleapis.com/generate_content_free_tier_requests",
            "quotaId",
            quotaId,
            "quotaDimensions",
            object("location", "global", "model", "gemini-2.5-flash"),
            "quotaValue",
            "10");
    Object failure = object("@type", TYPE + "QuotaFailure", "violations", List.of(violation));
    return answer(
        429,
        "RESOURCE_EXHAUSTED",
        "You exceeded your current quota, please check your plan and billing details.",
        Stream.concat(Stream.of(failure), more.stream()).toList());
  }

  /** Any error in this format. */
  private static Answer answer(int status, String name, String message, List<Object> details) {
    var error = object("code", status, "message", message, "status", name);
    if (!details.isEmpty()) {
      error.put("details", details);
    }
    return Answer.json(status, Json.write(List.of(object("error", error))));
  }

  /** The JSON form of {@code google.protobuf.Duration}: {@code 46s}, {@code 1.5s}. */
  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + "s";
  }
}
