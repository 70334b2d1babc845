package dev.keyway.rule;

import dev.keyway.document.Node;
import dev.keyway.document.Problems;
import dev.keyway.expression.Expression;
import dev.keyway.expression.Template;
import dev.keyway.expression.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles what rules say, for one reading of one policy. */
public interface RuleLanguage {

  /** Where problems are left. */
  Problems problems();

  /** An expression that gives a boolean, or null, and then an error is left. */
  @Nullable Expression condition(Phase phase, Node.Scalar text);

  /** An expression that gives one of these types, or null, and then an error is left. */
  @Nullable Expression expression(Phase phase, Node.Scalar text, List<ValueType> accepted);

  /** A text with <code>${…}</code>, or null, and then an error is left. */
  @Nullable Template template(Phase phase, Node.Scalar text);
}
