package dev.keyway.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.values.NullValue;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExpander;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.parser.CelStandardMacro;
import java.util.Optional;

/**
 * {@code has(a.b)}, the library's, and {@code has(a['b'])}, which it would refuse: whether that is
 * not null.
 */
final class HasMacro {

  private static final CelMacroExpander STANDARD =
      CelStandardMacro.HAS.getDefinition().getExpander();

  private HasMacro() {}

  static CelMacro macro() {
    return CelMacro.newGlobalMacro(
        Operator.HAS.getFunction(),
        1,
        (factory, target, arguments) ->
            isElement(arguments.getFirst())
                ? Optional.of(isKnown(factory, arguments.getFirst()))
                : STANDARD.expandMacro(factory, target, arguments));
  }

  private static boolean isElement(CelExpr argument) {
    return argument.getKind() == Kind.CALL
        && argument.call().function().equals(Operator.INDEX.getFunction());
  }

  private static CelExpr isKnown(CelMacroExprFactory factory, CelExpr element) {
    CelExpr nothing = factory.newConstant(CelConstant.ofValue(NullValue.NULL_VALUE));
    return factory.newGlobalCall(
        Operator.NOT_EQUALS.getFunction(), ImmutableList.of(element, nothing));
  }
}
