package dev.keyway.expression;

import static dev.cel.common.types.SimpleType.DOUBLE;
import static dev.cel.common.types.SimpleType.INT;

import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import java.util.List;
import java.util.stream.Stream;

/**
 * The operators that calculate, declared for a whole number and a double too, which gives a double:
 * {@code price * 2}. The library wants {@code price * 2.0}.
 */
final class Arithmetic {

  /** Those declared here in place of the library's declarations. */
  static final List<StandardFunction> MIXED =
      List.of(
          StandardFunction.ADD,
          StandardFunction.SUBTRACT,
          StandardFunction.MULTIPLY,
          StandardFunction.DIVIDE);

  private static final List<CelFunctionDecl> DECLARATIONS =
      MIXED.stream().map(function -> mixed(function.functionDecl())).toList();

  private Arithmetic() {}

  static List<CelFunctionDecl> declarations() {
    return DECLARATIONS;
  }

  private static CelFunctionDecl mixed(CelFunctionDecl standard) {
    String name = standard.name();
    return CelFunctionDecl.newFunctionDeclaration(
        name,
        Stream.concat(
                standard.overloads().stream(),
                Stream.of(mixed(name, INT, DOUBLE), mixed(name, DOUBLE, INT)))
            .toList());
  }

  private static CelOverloadDecl mixed(String name, CelType left, CelType right) {
    return CelOverloadDecl.newGlobalOverload(
        name + left.name() + "_" + right.name(), DOUBLE, left, right);
  }
}
