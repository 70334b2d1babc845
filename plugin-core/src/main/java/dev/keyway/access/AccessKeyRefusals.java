package dev.keyway.access;

import dev.keyway.access.AdmissionDecision.Refused;
import dev.keyway.refusal.ErrorCode;

/** What a client is told whose access key does not let it in. */
final class AccessKeyRefusals {

  private AccessKeyRefusals() {}

  static Refused of(AccessKeyVerdict.NotValid verdict) {
    return switch (verdict) {
      case AccessKeyVerdict.Expired(var since) ->
          refused(
              "This access key expired at %s: ask the operator for another.".formatted(since),
              "expired access key");
      case AccessKeyVerdict.Revoked revoked ->
          refused(
              "This access key was revoked: ask the operator for another.", "revoked access key");
      case AccessKeyVerdict.Unknown unknown ->
          refused(
              "This access key is not known here: ask the operator for one (`keyway keys create NAME`).",
              "unknown access key");
      case AccessKeyVerdict.Malformed malformed ->
          refused(
              "This is no complete access key: copy it again, from `kw-` to its end.",
              "malformed access key");
    };
  }

  static Refused misplaced(String header) {
    return refused(
        "An access key does not count in %s: send it as `Authorization: Bearer kw-...` or `x-api-key: kw-...`."
            .formatted(header),
        "access key in " + header);
  }

  static Refused several() {
    return refused(
        "Two different access keys are given, in Authorization and x-api-key: send one.",
        "two access keys");
  }

  private static Refused refused(String message, String cause) {
    return Refused.because(ErrorCode.UNAUTHENTICATED, message, cause);
  }
}
