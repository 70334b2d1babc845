package dev.keyway.provider;

import dev.keyway.refusal.Refusal;

/** What came of preparing an attempt. */
public sealed interface Preparation {

  /** It can be sent. */
  record Prepared(PreparedAttempt attempt) implements Preparation {}

  /** It can't: what the policy adds could not be evaluated, or would not be a valid request. */
  record Impossible(Refusal refusal) implements Preparation {}
}
