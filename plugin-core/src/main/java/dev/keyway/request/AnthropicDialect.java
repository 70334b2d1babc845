package dev.keyway.request;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.keyway.document.JsonText;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import java.io.IOException;

/**
 * See {@link Dialect}. Error objects, their types and the {@code error} event are those of
 * Anthropic's API reference ("Errors", "Streaming messages"); the event ends a stream, no {@code
 * message_stop} follows it.
 */
enum AnthropicDialect implements Dialect {
  INSTANCE;

  @Override
  public String errorObject(Refusal refusal) {
    return JsonText.of(json -> {
      json.writeStartObject();
      json.writeStringField("type", type(refusal.code()));
      json.writeStringField("message", refusal.message());
      json.writeStringField("code", refusal.code().wireName());
      writeDetails(json, refusal.code());
      ErrorJson.writeDetails(json, refusal);
      json.writeEndObject();
    });
  }

  /** Where Anthropic's own libraries look for a code since 2026 ({@code e.error_code}). */
  private static void writeDetails(JsonGenerator json, ErrorCode code) throws IOException {
    json.writeObjectFieldStart("details");
    json.writeStringField("error_code", code.wireName());
    json.writeEndObject();
  }

  @Override
  public byte[] errorBody(Refusal refusal) {
    return ErrorJson.bytes("{\"type\":\"error\",\"error\":" + errorObject(refusal) + "}");
  }

  @Override
  public byte[] brokenStreamEnding(Refusal refusal) {
    return ErrorJson.event("event: error\ndata: ", errorBody(refusal), "\n\n");
  }

  private static String type(ErrorCode code) {
    return switch (code) {
      case INVALID_REQUEST_BODY,
          NO_API_KEY,
          MODEL_SELECTION_FAILED,
          NO_MATCHING_MODELS,
          MODEL_SELECTION_EMPTY,
          STRATEGY_TYPE,
          KEY_SELECTION_FAILED,
          INVALID_REQUEST,
          METHOD_NOT_ALLOWED ->
          "invalid_request_error";
      case UNAUTHENTICATED -> "authentication_error";
      case FORBIDDEN, RULE_FAILED -> "permission_error";
      case NO_RULE_ANSWERED, UNKNOWN_PATH, MODEL_NOT_FOUND -> "not_found_error";
      case INPUT_TOO_LARGE, REQUEST_TOO_LARGE -> "request_too_large";
      case RATE_LIMITED -> "rate_limit_error";
      case TIMEOUT, CLIENT_TIMEOUT -> "timeout_error";
      case OVERLOADED -> "overloaded_error";
      case UPSTREAM_UNREACHABLE,
          ALL_PROVIDERS_FAILED,
          ANSWER_WITHHELD,
          POLICY_UNAVAILABLE,
          INTERNAL ->
          "api_error";
    };
  }
}
