package dev.keyway.relay;

import dev.keyway.rule.AnswerEdit;
import dev.keyway.rule.ResponsePlan;
import dev.keyway.rule.ResponseRules;
import dev.keyway.stream.EventEdit;
import java.util.function.UnaryOperator;

/** Rules for answers, told in a word. */
final class Rules {

  /** A text that no answer of a test may let through. */
  static final String SECRET = "s3cret";

  static final String REDACTED = "[gone]";

  private Rules() {}

  /** Every answer goes on with its head and this edit. */
  static ResponseRules edit(AnswerEdit edit) {
    return (status, headers) -> new ResponsePlan.GoesOn(status, headers, edit);
  }

  static EventEdit eachEvent(UnaryOperator<String> change) {
    return event -> {
      String data = event.data();
      return data == null ? event : event.withData(change.apply(data));
    };
  }

  static String redacted(String text) {
    return text.replace(SECRET, REDACTED);
  }

  /** Redacts whole bodies. */
  static ResponseRules redactingBodies() {
    return edit(new AnswerEdit.WholeBody(Rules::redacted, null));
  }

  /** Redacts streams as they come. */
  static ResponseRules redactingEvents() {
    return edit(new AnswerEdit.EachEvent(eachEvent(Rules::redacted)));
  }
}
