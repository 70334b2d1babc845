package dev.keyway.rule;

import dev.keyway.http.Answer;
import dev.keyway.http.Headers;
import dev.keyway.refusal.Refusal;

/**
 * What the rules made of an answer's head. Headers that frame the body or belong to one hop are not
 * a plan's to change: it keeps those that were there, whatever it says of them.
 */
public sealed interface ResponsePlan {

  /**
   * The answer goes on.
   *
   * @param status HTTP status, 200 to 599
   * @param headers all headers, changed or not
   * @param edit what is done to the body
   */
  record GoesOn(int status, Headers headers, AnswerEdit edit) implements ResponsePlan {
    public GoesOn {
      requireFinal(status);
    }

    /**
     * The same, but of a stream its client does not see what was used, for which it did not ask.
     *
     * @param answered the provider's headers, which say what the body is
     */
    public GoesOn hidingUsage(Headers answered) {
      AnswerEdit hiding = new AnswerEdit.WithoutUsage(edit).over(status, answered);
      return hiding.equals(edit)
          ? this
          : new GoesOn(status, AnswerHeaders.ofEdited(headers), hiding);
    }
  }

  /** Another answer takes its place; its status is 200 to 599. */
  record Replaced(Answer answer) implements ResponsePlan {
    public Replaced {
      requireFinal(answer.status());
    }
  }

  /** It is withheld, for a rule that guards it could not be evaluated; the client is told so. */
  record Refused(Refusal refusal) implements ResponsePlan {}

  private static void requireFinal(int status) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("an answer can't have the status " + status);
    }
  }
}
