package dev.keyway.refusal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Every reason for which Keyway itself answers. Where the retired vendor's gateway had a number for
 * the same thing, {@link #oldCode()} gives it, so that clients which look for it still find it.
 */
public enum ErrorCode {
  UPSTREAM_UNREACHABLE(502, "3800"),
  INVALID_REQUEST_BODY(400, "3801"),
  NO_API_KEY(400, "3802"),
  MODEL_SELECTION_FAILED(422, "3803"),
  NO_MATCHING_MODELS(422, "3804"),
  MODEL_SELECTION_EMPTY(422, "3805"),
  STRATEGY_TYPE(422, "3806"),
  ALL_PROVIDERS_FAILED(503, "3807"),
  KEY_SELECTION_FAILED(422, "3808"),
  TIMEOUT(504, "3810"),
  INPUT_TOO_LARGE(413, "3811"),
  UNAUTHENTICATED(401, "27007"),
  FORBIDDEN(403, "27008"),
  RATE_LIMITED(429, null),
  REQUEST_TOO_LARGE(413, null),
  INVALID_REQUEST(400, null),
  RULE_FAILED(403, null),
  NO_RULE_ANSWERED(404, null),
  UNKNOWN_PATH(404, null),
  MODEL_NOT_FOUND(404, null),
  METHOD_NOT_ALLOWED(405, null),
  CLIENT_TIMEOUT(408, null),
  POLICY_UNAVAILABLE(500, null),
  OVERLOADED(503, null),
  ANSWER_WITHHELD(502, null),
  INTERNAL(500, null);

  private final int status;
  private final @Nullable String oldNumber;

  ErrorCode(int status, @Nullable String oldNumber) {
    this.status = status;
    this.oldNumber = oldNumber;
  }

  /**
   * The code as it stands in {@code x-keyway-error} and in the body: lower case with underscores.
   */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** {@code ERR_NGROK_…} where the retired vendor's gateway had such a code, else null. */
  public @Nullable String oldCode() {
    return oldNumber == null ? null : "ERR_NGROK_" + oldNumber;
  }
}
