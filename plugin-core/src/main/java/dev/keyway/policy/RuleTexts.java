package dev.keyway.policy;

import dev.keyway.document.Node;
import dev.keyway.document.Problems;
import dev.keyway.expression.Compilation;
import dev.keyway.expression.Expression;
import dev.keyway.expression.SecretUse;
import dev.keyway.expression.Template;
import dev.keyway.expression.ValueType;
import dev.keyway.expression.ValueType.Scalar;
import dev.keyway.rule.Phase;
import dev.keyway.rule.RuleLanguage;
import dev.keyway.rule.RuleSecrets;
import dev.keyway.secret.SecretHandle;
import dev.keyway.secret.SecretRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles what the rules of one policy say, and finds the secrets they name. */
final class RuleTexts implements RuleLanguage {

  private final Reading reading;
  private final SecretReferences references;
  private final Map<SecretRef, SecretHandle> secrets = new LinkedHashMap<>();

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
      resolve(expression.secrets(), text);
    }
    return expression;
  }

  @Override
  public @Nullable Template template(Phase phase, Node.Scalar text) {
    Template template = reading.compiled(text, phase.environment().compileTemplate(text.text()));
    if (template != null) {
      resolve(template.secrets(), text);
    }
    return template;
  }

  private void resolve(List<SecretUse> uses, Node.Scalar text) {
    for (SecretUse use : uses) {
      SecretRef ref = new SecretRef(use.vault(), use.name());
      secrets.computeIfAbsent(
          ref, missing -> references.resolve(missing, text.at(use.line(), use.column())));
    }
  }

  @Override
  public RuleSecrets secrets() {
    return new RuleSecrets(secrets);
  }
}
