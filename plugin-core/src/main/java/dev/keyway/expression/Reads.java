package dev.keyway.expression;

import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The variables an expression reads, each with the fields it goes on to: {@code ai.request.model},
 * {@code req.headers.x-team}. A path ends where its next name is only known at run time.
 */
final class Reads {

  private final Set<String> paths = new LinkedHashSet<>();

  private Reads() {}

  /** The paths a checked tree reads, each once. */
  static List<String> of(CelExpr root) {
    Reads reads = new Reads();
    reads.walk(root, Set.of());
    return List.copyOf(reads.paths);
  }

  /** Whether to read these paths is to read that one: they are it, lead to it, or go on from it. */
  static boolean touch(List<String> paths, String path) {
    return paths.stream()
        .anyMatch(each ->
            each.equals(path) || each.startsWith(path + ".") || path.startsWith(each + "."));
  }

  /**
   * @param own the variables of the loops around
   */
  private void walk(CelExpr expression, Set<String> own) {
    Optional<String> path = path(expression, own);
    if (path.isPresent()) {
      paths.add(path.get());
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

  private static Optional<String> path(CelExpr expression, Set<String> own) {
    return switch (expression.getKind()) {
      case IDENT ->
          Optional.of(name(expression.ident().name())).filter(name -> !own.contains(name));
      case SELECT ->
          path(expression.select().operand(), own)
              .map(operand -> operand + "." + expression.select().field());
      case CALL -> indexed(expression.call(), own);
      default -> Optional.empty();
    };
  }

  /** A key written out leads on as a field does. */
  private static Optional<String> indexed(CelExpr.CelCall call, Set<String> own) {
    if (!call.function().equals(Operator.INDEX.getFunction()) || !isText(call.args().get(1))) {
      return Optional.empty();
    }
    String key = call.args().get(1).constant().stringValue();
    return path(call.args().get(0), own).map(operand -> operand + "." + key);
  }

  /** A name may be written with a dot before it. */
  private static String name(String identifier) {
    return identifier.startsWith(".") ? identifier.substring(1) : identifier;
  }

  private static boolean isText(CelExpr expression) {
    return expression.getKind() == Kind.CONSTANT
        && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }
}
