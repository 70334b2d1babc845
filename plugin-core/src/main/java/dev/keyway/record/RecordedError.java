package dev.keyway.record;

import dev.keyway.classify.Classification;
import dev.keyway.failover.AttemptRecord;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Why a request did not end well.
 *
 * @param code Keyway's code; where the provider's own answer was passed on, the provider's
 * @param oldCode the retired vendor's code for the same thing, or null
 * @param message for people
 * @param status what the client got, or null when it got nothing
 */
record RecordedError(
    String code, @Nullable String oldCode, String message, @Nullable Integer status) {

  /** Null when the request ended well. */
  static @Nullable RecordedError of(DecisionRecord record) {
    Refusal refusal = record.refusal();
    if (refusal != null) {
      return of(refusal.code(), refusal.message(), refusal.code().status());
    }
    AttemptRecord passed = record.passed();
    if (passed == null) {
      return record.answeredHere() ? null : clientLeft();
    }
    if (passed.classification() instanceof Classification.Failure failure) {
      String message =
          "the provider answered " + passed.status() + ", and its answer was passed on";
      return new RecordedError(failure.reason(), null, message, passed.status());
    }
    return broken(record.ending(), passed.status());
  }

  private static RecordedError clientLeft() {
    return new RecordedError("client_left", null, "the client left before its answer", null);
  }

  private static @Nullable RecordedError broken(DecisionRecord.Ending ending, int status) {
    return switch (ending) {
      case COMPLETE, CLIENT_LEFT -> null;
      case PROVIDER_BROKE ->
          of(ErrorCode.UPSTREAM_UNREACHABLE, "the provider broke off in its answer", status);
      case PROVIDER_SILENT ->
          of(ErrorCode.TIMEOUT, "the provider fell silent in its answer", status);
      case WITHHELD ->
          of(
              ErrorCode.ANSWER_WITHHELD,
              "an event of the answer could not be edited as the policy says",
              status);
    };
  }

  private static RecordedError of(ErrorCode code, String message, int status) {
    return new RecordedError(code.wireName(), code.oldCode(), message, status);
  }
}
