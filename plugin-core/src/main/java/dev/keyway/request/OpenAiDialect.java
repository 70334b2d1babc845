package dev.keyway.request;

import dev.keyway.document.JsonText;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;

/**
 * See {@link Dialect}. The error object is that of OpenAI's API reference ("Error codes"); its
 * stream ends with {@code [DONE]} whether it went well or not, and the official SDKs raise an error
 * for a chunk that has an {@code error} member.
 */
enum OpenAiDialect implements Dialect {
  INSTANCE;

  @Override
  public String errorObject(Refusal refusal) {
    return JsonText.of(json -> {
      json.writeStartObject();
      json.writeStringField("message", refusal.message());
      json.writeStringField("type", type(refusal.code()));
      json.writeStringField("code", refusal.code().wireName());
      json.writeNullField("param");
      ErrorJson.writeDetails(json, refusal);
      json.writeEndObject();
    });
  }

  @Override
  public byte[] errorBody(Refusal refusal) {
    return ErrorJson.bytes("{\"error\":" + errorObject(refusal) + "}");
  }

  @Override
  public byte[] brokenStreamEnding(Refusal refusal) {
    return ErrorJson.event("data: ", errorBody(refusal), "\n\ndata: [DONE]\n\n");
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
          INPUT_TOO_LARGE,
          REQUEST_TOO_LARGE,
          INVALID_REQUEST,
          NO_RULE_ANSWERED,
          UNKNOWN_PATH,
          MODEL_NOT_FOUND,
          METHOD_NOT_ALLOWED,
          CLIENT_TIMEOUT ->
          "invalid_request_error";
      case UNAUTHENTICATED -> "authentication_error";
      case FORBIDDEN, RULE_FAILED -> "permission_error";
      case RATE_LIMITED -> "rate_limit_error";
      case UPSTREAM_UNREACHABLE,
          ALL_PROVIDERS_FAILED,
          TIMEOUT,
          POLICY_UNAVAILABLE,
          OVERLOADED,
          ANSWER_WITHHELD,
          INTERNAL ->
          "api_error";
    };
  }
}
