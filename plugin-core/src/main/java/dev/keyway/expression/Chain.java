package dev.keyway.expression;

import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A variable in an expression and the fields it goes on to, as far as they are written out: {@code
 * ai.request.model}, {@code req.headers['x-team']}.
 *
 * @param names the variable's name, then those of fields and keys
 * @param nodes the part of the tree that ends with each of them
 */
record Chain(List<String> names, List<CelExpr> nodes) {

  /** All chains of a tree, each as long as it goes; the variables of loops begin none. */
  static List<Chain> of(CelExpr root) {
    Finder finder = new Finder();
    finder.walk(root, Set.of());
    return finder.found;
  }

  /** With dots between. */
  String path() {
    return String.join(".", names);
  }

  private static final class Finder {

    private final List<Chain> found = new ArrayList<>();

    /**
     * @param own the variables of the loops around
     */
    void walk(CelExpr expression, Set<String> own) {
      Chain chain = new Chain(new ArrayList<>(), new ArrayList<>());
      if (follow(expression, own, chain)) {
        found.add(chain);
        return;
      }
      switch (expression.getKind()) {
        case SELECT -> walk(expression.select().operand(), own);
        case CALL -> {
          expression.call().target().ifPresent(target -> walk(target, own));
          expression.call().args().forEach(argument -> walk(argument, own));
        }
        case LIST -> expression.list().elements().forEach(element -> walk(element, own));
        case MAP ->
            expression
                .map()
                .entries()
                .forEach(entry -> {
                  walk(entry.key(), own);
                  walk(entry.value(), own);
                });
        case COMPREHENSION -> loop(expression.comprehension(), own);
        default -> {}
      }
    }

    private void loop(CelExpr.CelComprehension loop, Set<String> own) {
      walk(loop.iterRange(), own);
      walk(loop.accuInit(), own);
      Set<String> gathering = new HashSet<>(own);
      gathering.add(loop.accuVar());
      walk(loop.result(), gathering);
      Set<String> inside = new HashSet<>(gathering);
      inside.add(loop.iterVar());
      inside.add(loop.iterVar2());
      walk(loop.loopCondition(), inside);
      walk(loop.loopStep(), inside);
    }

    /** Adds what leads to an expression to a chain; false when no variable does. */
    private static boolean follow(CelExpr expression, Set<String> own, Chain chain) {
      return switch (expression.getKind()) {
        case IDENT ->
            !own.contains(expression.ident().name())
                && chain.add(variable(expression.ident().name()), expression);
        case SELECT ->
            follow(expression.select().operand(), own, chain)
                && chain.add(expression.select().field(), expression);
        case CALL ->
            isIndexed(expression.call())
                && follow(expression.call().args().get(0), own, chain)
                && chain.add(expression.call().args().get(1).constant().stringValue(), expression);
        default -> false;
      };
    }

    /** A key that is written out leads on as a field does. */
    private static boolean isIndexed(CelExpr.CelCall call) {
      return call.function().equals(Operator.INDEX.getFunction()) && isText(call.args().get(1));
    }

    private static boolean isText(CelExpr expression) {
      return expression.getKind() == Kind.CONSTANT
          && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    /** It may be written with a dot before it. */
    private static String variable(String identifier) {
      return identifier.startsWith(".") ? identifier.substring(1) : identifier;
    }
  }

  private boolean add(String name, CelExpr node) {
    names.add(name);
    nodes.add(node);
    return true;
  }
}
