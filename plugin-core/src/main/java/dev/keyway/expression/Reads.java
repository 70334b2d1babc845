package dev.keyway.expression;

import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an expression reads.
 *
 * @param paths variables with their fields, each once; a path ends where its next name is only
 *     known at run time
 * @param names the names of all fields it selects, from whatever
 */
record Reads(List<String> paths, Set<String> names) {

  /** What a checked tree reads. */
  static Reads of(CelExpr root) {
    return new Reads(
        Chain.of(root).stream().map(Chain::path).map(TextForms::without).distinct().toList(),
        CelNavigableExpr.fromExpr(root)
            .allNodes()
            .flatMap(node -> name(node.expr()))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Whether it reads what is there, something of it, or all that it is part of. */
  boolean touch(String path) {
    return paths.stream()
        .anyMatch(each ->
            each.equals(path) || each.startsWith(path + ".") || path.startsWith(each + "."));
  }

  /** Whether all it reads is there, or lies below. */
  boolean nothingBut(String path) {
    return paths.stream().allMatch(each -> each.equals(path) || each.startsWith(path + "."));
  }

  /** Whether it selects a field of one of these names. */
  boolean selectAny(Set<String> wanted) {
    return !Collections.disjoint(names, wanted);
  }

  /** The name that a part of the tree selects by. */
  private static Stream<String> name(CelExpr part) {
    return switch (part.getKind()) {
      case SELECT -> Stream.of(part.select().field());
      case CALL -> key(part.call());
      default -> Stream.empty();
    };
  }

  private static Stream<String> key(CelExpr.CelCall call) {
    if (!call.function().equals(Operator.INDEX.getFunction())) {
      return Stream.empty();
    }
    CelExpr index = call.args().get(1);
    boolean text =
        index.getKind() == Kind.CONSTANT
            && index.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    return text ? Stream.of(index.constant().stringValue()) : Stream.empty();
  }
}
