package dev.keyway.rule;

import dev.keyway.expression.Evaluation;
import dev.keyway.expression.Expression;
import dev.keyway.expression.Template;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What an action sees when its turn comes: the request as the rules before it left it, and what
 * they named.
 */
final class Scene {

  private final Values values;
  private final RandomGenerator random;

  Scene(Values values, RandomGenerator random) {
    this.values = values;
    this.random = random;
  }

  /** What there is to see. */
  Values values() {
    return values;
  }

  RandomGenerator random() {
    return random;
  }

  /** The same with further variables. */
  Scene with(Map<String, Object> further) {
    return further.isEmpty() ? this : new Scene(values.withVars(further), random);
  }

  /** Whether a condition holds here. */
  boolean holds(Expression condition) throws FailedTextException {
    return Boolean.TRUE.equals(value(condition.evaluate(values.variables(), random)));
  }

  /** What a text gives: of the value's own type when the text is one lone <code>${…}</code>. */
  @Nullable Object value(Template template) throws FailedTextException {
    return value(template.evaluate(values.variables(), random));
  }

  /** What a text gives, as a text. */
  String text(Template template) throws FailedTextException {
    Object value = value(template);
    return switch (value) {
      case String text -> text;
      case Long number -> number.toString();
      case Double number -> number.toString();
      case Boolean truth -> truth.toString();
      case null, default ->
          throw new FailedTextException(value == null ? "absent_value" : "wrong_type");
    };
  }

  /** The same for a header's value: a line break or control character in it is a failure. */
  String line(Template template) throws FailedTextException {
    String text = text(template);
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
      throw new FailedTextException("control_character");
    }
    return text;
  }

  private static @Nullable Object value(Evaluation evaluation) throws FailedTextException {
    return switch (evaluation) {
      case Evaluation.Value value -> value.value();
      case Evaluation.Failure failure -> throw new FailedTextException(failure);
    };
  }
}
