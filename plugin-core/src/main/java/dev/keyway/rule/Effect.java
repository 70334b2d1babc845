package dev.keyway.rule;

import dev.keyway.facts.HeadFacts;
import dev.keyway.facts.ResponseFacts;
import dev.keyway.http.Headers;
import dev.keyway.refusal.Refusal;
import java.util.Map;

/**
 * What came of an action. Values for {@code actions.ngrok} are String, Long, Boolean, List, Map.
 */
sealed interface Effect {

  /** The next action's turn. */
  record Onward() implements Effect {}

  /** The next action's turn, with these variables besides those there are. */
  record Vars(Map<String, Object> vars) implements Effect {}

  /** The next action's turn, with the request changed to this. */
  record Head(HeadFacts head) implements Effect {}

  /** The next action's turn; the answer's body is edited so when it is there. */
  record BodyEdit(TextEdit edit) implements Effect {}

  /** The next action's turn, with the event edited so. */
  record EventEdit(SseFindReplace.Change edit) implements Effect {}

  /** An {@code ai-gateway} action's turn. */
  record Gateway(int index) implements Effect {}

  /**
   * The request is answered with this.
   *
   * @param headers those that don't frame the body
   */
  record Answer(int status, Headers headers, byte[] body) implements Effect {}

  /** The request is denied with this status: no further rule runs, not even on the answer. */
  record Denied(int status) implements Effect {}

  /** The next action's turn, with the request's body changed to this. */
  record Body(byte[] body) implements Effect {}

  /** The next action's turn, with the answer's head changed to this. */
  record Reply(ResponseFacts head) implements Effect {}

  /** The next action's turn, and this is written down. */
  record Logged(Map<String, Object> metadata) implements Effect {}

  /** The request is refused; rules for answers run on the refusal. */
  record Refused(Refusal refusal) implements Effect {}

  /** Another effect, and what the action says of itself below {@code actions.ngrok}. */
  record Told(Map<String, Object> result, Effect effect) implements Effect {}
}
