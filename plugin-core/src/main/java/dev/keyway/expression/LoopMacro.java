package dev.keyway.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelIssue;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import java.util.List;
import java.util.Optional;

/**
 * A function that evaluates one of its arguments for each element of a list: a row of {@link
 * Loops#TABLE}.
 *
 * @param name as written in expressions
 * @param call how it is written, for people
 * @param arguments how many it takes
 * @param step what is done with each element
 * @param end what makes a value of all that was gathered
 * @param manual what people are told of it
 */
record LoopMacro(String name, String call, int arguments, Step step, String end, Manual manual) {

  /** What is done with each element. */
  interface Step {
    CelExpr expression(Loop loop, List<CelExpr> arguments);
  }

  @SuppressWarnings("Immutable") // The steps are: lambdas that capture nothing.
  CelMacro macro() {
    return CelMacro.newReceiverMacro(
        name,
        arguments,
        (factory, target, args) -> {
          if (args.get(0).getKind() != CelExpr.ExprKind.Kind.IDENT) {
            return Optional.of(
                factory.reportError(
                    CelIssue.formatError(
                        factory.getSourceLocation(args.get(0)), Problems.NOT_A_NAME)));
          }
          return Optional.of(
              new Loop(factory, args.get(0).ident().name()).fold(target, step, args, end));
        });
  }

  /** One expansion. */
  record Loop(CelMacroExprFactory factory, String variable) {

    CelExpr element() {
      return factory.newIdentifier(variable);
    }

    CelExpr gathered() {
      return factory.newIdentifier(factory.getAccumulatorVarName());
    }

    CelExpr call(String function, CelExpr... arguments) {
      return factory.newGlobalCall(
          function, ImmutableList.<CelExpr>builder().add(gathered()).add(arguments).build());
    }

    CelExpr when(CelExpr condition, CelExpr step) {
      return factory.newGlobalCall(Operator.CONDITIONAL.getFunction(), condition, step, gathered());
    }

    private CelExpr fold(CelExpr list, Step step, List<CelExpr> arguments, String end) {
      return factory.fold(
          variable,
          list,
          factory.getAccumulatorVarName(),
          factory.newGlobalCall(Loops.GATHER),
          factory.newBoolLiteral(true),
          step.expression(this, arguments),
          call(end));
    }
  }
}
