package dev.keyway.rule;

import dev.keyway.expression.Evaluation;
import java.util.Map;

/** A text with <code>${…}</code> that can't be had, or is none that can be used. */
final class FailedTextException extends Exception {

  private static final long serialVersionUID = 1L;

  /** An expression in it failed. */
  FailedTextException(Evaluation.Failure failure) {
    this(failure.words());
  }

  /**
   * It is none that can be used here.
   *
   * @param why a few words that quote nothing of it, such as {@code not_a_url}
   */
  FailedTextException(String why) {
    super(why, null, false, false);
  }

  /** What an action that it ended says of itself below {@code actions.ngrok}. */
  Map<String, Object> result() {
    String why = String.valueOf(getMessage());
    return Map.of("error", Map.of("code", why, "message", "the rule ended here: " + why));
  }
}
