package dev.keyway.rule;

import dev.keyway.http.Headers;
import dev.keyway.refusal.Refusal;

/** What a request meets next on its way through the rules. */
public sealed interface Turn {

  /** What follows needs the request's body: {@link RequestRun#body} takes it. */
  record Body() implements Turn {}

  /**
   * An {@code ai-gateway} action.
   *
   * @param index which of the policy's
   */
  record Gateway(int index) implements Turn {}

  /**
   * It is answered by a rule; rules for answers run on it.
   *
   * @param headers those that don't frame the body
   */
  record Answer(int status, Headers headers, byte[] body) implements Turn {}

  /** It is denied by a rule: an answer without a body, on which no rule runs. */
  record Denied(int status) implements Turn {}

  /**
   * It is refused.
   *
   * @param unruled whether no rule runs on the refusal either
   */
  record Refused(Refusal refusal, boolean unruled) implements Turn {}

  /** No rule is left. */
  record Past() implements Turn {}
}
