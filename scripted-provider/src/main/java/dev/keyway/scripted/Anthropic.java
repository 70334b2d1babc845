package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import java.time.Duration;

/** Anthropic's errors as its API sends them (API reference, "Errors", "Rate limits"). */
public final class Anthropic {

  private Anthropic() {}

  /** 401 {@code authentication_error}. */
  public static Answer invalidKey() {
    return answer(401, "authentication_error", "invalid x-api-key");
  }

  /** 400, although it is about money. */
  public static Answer creditBalanceTooLow() {
    return answer(
        400,
        "invalid_request_error",
        "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing"
            + " to upgrade or purchase credits.");
  }

  /** 400, although it is about money: a spending limit the organization set. */
  public static Answer usageLimitReached() {
    return answer(
        400,
        "invalid_request_error",
        "You have reached your specified API usage limits. You will regain access on 2026-12-01 at"
            + " 00:00 UTC.");
  }

  /** 402 {@code billing_error}. */
  public static Answer billingError() {
    return answer(
        402, "billing_error", "There's an issue with your billing or payment information.");
  }

  /** 403 {@code permission_error}. */
  public static Answer permissionDenied() {
    return answer(
        403,
        "permission_error",
        "Your API key does not have permission to use the specified resource.");
  }

  /** 404 {@code not_found_error}. */
  public static Answer modelNotFound(String model) {
    return answer(404, "not_found_error", "model: " + model);
  }

  /** 400, the model's window. */
  public static Answer promptTooLong() {
    return answer(
        400, "invalid_request_error", "prompt is too long: 208310 tokens > 200000 maximum");
  }

  /** 400 for a field with a wrong value: the request's own fault. */
  public static Answer invalidParameter() {
    return answer(
        400, "invalid_request_error", "temperature: Input should be less than or equal to 1");
  }

  /** 400 for a body that can't be read. */
  public static Answer notJson() {
    return answer(400, "invalid_request_error", "The request body is not valid JSON");
  }

  /** 413 {@code request_too_large}. */
  public static Answer requestTooLarge() {
    return answer(413, "request_too_large", "Request exceeds the maximum size");
  }

  /** 429 {@code rate_limit_error} without a hint when to come back. */
  public static Answer rateLimited() {
    return answer(
        429,
        "rate_limit_error",
        "This request would exceed your organization's rate limit of 40,000 input tokens per"
            + " minute.");
  }

  /** {@link #rateLimited()} with {@code retry-after}. */
  public static Answer rateLimited(Duration delay) {
    return rateLimited().retryAfter(delay);
  }

  /** 500 {@code api_error}. */
  public static Answer serverError() {
    return answer(500, "api_error", "Internal server error");
  }

  /** 529 {@code overloaded_error}. */
  public static Answer overloaded() {
    return answer(529, "overloaded_error", "Overloaded");
  }

  /** The {@code error} event of a stream, at its start or in its middle. */
  public static String errorEvent() {
    return Sse.event("error", error("overloaded_error", "Overloaded"));
  }

  /** 200 with {@link #errorEvent} as the only event of the stream. */
  public static Answer errorAsFirstEvent() {
    return Answer.events(errorEvent());
  }

  /** Any error in this format. */
  public static Answer answer(int status, String type, String message) {
    return Answer.json(status, error(type, message));
  }

  private static String error(String type, String message) {
    return Json.write(object("type", "error", "error", object("type", type, "message", message)));
  }
}
