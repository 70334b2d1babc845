package dev.keyway.expression;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.TypeParamType;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.Optional;

/**
 * The functions that evaluate one of their arguments for each element of a list: {@code filter},
 * {@code map} and {@code sortBy}. Each is a macro, a row of {@link #macros()}: what a step does
 * with the element, and what is made of all that was gathered.
 */
final class Loops {

  /** Keeps an element if a condition holds: the step of {@code filter}. */
  static final String KEEP = "@keep";

  /** Ranks an element by a key: the step of {@code sortBy}. */
  static final String RANK = "@rank";

  private static final String GATHER = "@gather";
  private static final String ADD = "@add";
  private static final String LIST = "@list";
  private static final String SORTED = "@sorted";

  private static final CelType A = TypeParamType.create("A");
  private static final CelType B = TypeParamType.create("B");
  private static final CelType GATHERED = Gathered.of(A);

  private Loops() {}

  static List<CelMacro> macros() {
    return List.of(
        macro("filter", 2, (loop, args) -> loop.call(KEEP, loop.element(), args.get(1)), LIST),
        macro("map", 2, (loop, args) -> loop.call(ADD, args.get(1)), LIST),
        macro("map", 3, (loop, args) -> loop.when(args.get(1), loop.call(ADD, args.get(2))), LIST),
        macro("sortBy", 2, (loop, args) -> loop.call(RANK, loop.element(), args.get(1)), SORTED));
  }

  /**
   * What the macros expand to; no expression can name these, since {@code @} begins no identifier.
   */
  static List<CelFunctionDecl> declarations() {
    return List.of(
        declare(GATHER, GATHERED),
        declare(KEEP, GATHERED, GATHERED, A, B),
        declare(ADD, GATHERED, GATHERED, A),
        declare(RANK, GATHERED, GATHERED, A, B),
        declare(LIST, ListType.create(A), GATHERED),
        declare(SORTED, ListType.create(A), GATHERED));
  }

  private static CelFunctionDecl declare(String name, CelType result, CelType... parameters) {
    return newFunctionDeclaration(name, newGlobalOverload(name, result, parameters));
  }

  static List<CelFunctionBinding> bindings() {
    return List.of(
        CelFunctionBinding.from(GATHER, ImmutableList.of(), args -> new Gathered()),
        CelFunctionBinding.from(
            KEEP,
            ImmutableList.of(Gathered.class, Object.class, Boolean.class),
            args -> ((Gathered) args[0]).keep(args[1], (Boolean) args[2])),
        CelFunctionBinding.from(ADD, Gathered.class, Object.class, Gathered::add),
        CelFunctionBinding.from(
            RANK,
            ImmutableList.of(Gathered.class, Object.class, Object.class),
            args -> ((Gathered) args[0]).rank(args[1], args[2])),
        CelFunctionBinding.from(LIST, Gathered.class, Gathered::list),
        CelFunctionBinding.from(SORTED, Gathered.class, Gathered::sorted));
  }

  @SuppressWarnings("Immutable") // The steps are: lambdas that capture nothing.
  private static CelMacro macro(String name, int arguments, Step step, String result) {
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
              new Loop(factory, args.get(0).ident().name()).fold(target, step, args, result));
        });
  }

  private interface Step {
    CelExpr expression(Loop loop, List<CelExpr> arguments);
  }

  /** One expansion. */
  private record Loop(CelMacroExprFactory factory, String variable) {

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

    CelExpr fold(CelExpr list, Step step, List<CelExpr> arguments, String result) {
      return factory.fold(
          variable,
          list,
          factory.getAccumulatorVarName(),
          factory.newGlobalCall(GATHER),
          factory.newBoolLiteral(true),
          step.expression(this, arguments),
          call(result));
    }
  }
}
