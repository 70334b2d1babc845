package dev.keyway.policy;

import dev.keyway.document.Node;
import dev.keyway.document.Problems;
import dev.keyway.expression.Compilation;
import dev.keyway.expression.Expression;
import dev.keyway.expression.Template;
import dev.keyway.expression.ValueType;
import dev.keyway.expression.ValueType.Scalar;
import dev.keyway.rule.Phase;
import dev.keyway.rule.RuleLanguage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles what the rules of one policy say, and finds the secrets they name. */
final class RuleTexts implements RuleLanguage {

  private final Reading reading;
  private final SecretReferences references;

  RuleTexts(Reading reading, SecretReferences references) {
    this.reading = reading;
    this.references = references;
  }

  @Override
  public Problems problems() {
    return reading.problems();
  }

  @Override
  public @Nullable Expression condition(Phase phase, Node.Scalar text) {
    return expression(text, phase.environment().compile(text.text(), Scalar.BOOL));
  }

  @Override
  public @Nullable Expression expression(Phase phase, Node.Scalar text, List<ValueType> accepted) {
    return expression(
        text, phase.environment().compile(text.text(), accepted.toArray(ValueType[]::new)));
  }

  private @Nullable Expression expression(Node.Scalar text, Compilation<Expression> compilation) {
    Expression expression = reading.compiled(text, compilation);
    if (expression != null) {
      references.name(expression.secrets(), text);
    }
    return expression;
  }

  @Override
  public @Nullable Template template(Phase phase, Node.Scalar text) {
    Template template = reading.compiled(text, phase.environment().compileTemplate(text.text()));
    if (template != null) {
      references.name(template.secrets(), text);
    }
    return template;
  }
}
