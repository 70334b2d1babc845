package dev.keyway.policy;

import dev.keyway.document.Node;
import dev.keyway.document.Problems;
import dev.keyway.expression.Compilation;
import dev.keyway.expression.Expression;
import dev.keyway.expression.SecretLookup;
import dev.keyway.expression.SecretUse;
import dev.keyway.expression.Template;
import dev.keyway.expression.ValueType.Scalar;
import dev.keyway.rule.Phase;
import dev.keyway.rule.RuleLanguage;
import dev.keyway.secret.Secret;
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
    Compilation<Expression> compilation = phase.environment().compile(text.text(), Scalar.BOOL);
    Expression condition = reading.compiled(text, compilation);
    if (condition != null) {
      resolve(condition.secrets(), text);
    }
    return condition;
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

  /** Their values now, whenever they are asked for: a rotated secret is used at once. */
  @Override
  public SecretLookup secrets() {
    Map<SecretRef, SecretHandle> found = Map.copyOf(secrets);
    return (vault, name) -> {
      SecretHandle handle = found.get(new SecretRef(vault, name));
      Secret value = handle == null ? null : handle.current();
      return value == null ? null : value.reveal();
    };
  }
}
