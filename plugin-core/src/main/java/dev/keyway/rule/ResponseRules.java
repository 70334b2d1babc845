package dev.keyway.rule;

import dev.keyway.http.Answer;
import dev.keyway.http.Headers;

/** What the rules of one request do to its answer. Asked once, when the answer's head is known. */
@FunctionalInterface
public interface ResponseRules {

  /** Nothing. Known by identity (equal to nothing else), so that it costs nothing. */
  ResponseRules NONE =
      (status, headers) -> new ResponsePlan.GoesOn(status, headers, AnswerEdit.NONE);

  /**
   * The plan for an answer.
   *
   * @param status the status with which it would go out
   * @param headers the headers with which it would go out
   */
  ResponsePlan plan(int status, Headers headers);

  /**
   * The plan as it can be carried out: headers that are not a plan's to change are as they were,
   * those that no longer hold are gone, and the edit is what is left of it for this kind of body.
   */
  default ResponsePlan allowed(int status, Headers headers) {
    return switch (plan(status, headers)) {
      case ResponsePlan.GoesOn goes -> {
        AnswerEdit edit = goes.edit().over(status, headers);
        Headers planned = AnswerHeaders.ofPlan(headers, goes.headers());
        boolean same = edit instanceof AnswerEdit.None;
        yield new ResponsePlan.GoesOn(
            goes.status(), same ? planned : AnswerHeaders.ofEdited(planned), edit);
      }
      case ResponsePlan.Replaced(Answer other) ->
          new ResponsePlan.Replaced(
              other.with(AnswerHeaders.ofReplacement(headers, other.headers())));
      case ResponsePlan.Refused refused -> refused;
    };
  }
}
