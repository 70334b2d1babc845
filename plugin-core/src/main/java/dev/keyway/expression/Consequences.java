package dev.keyway.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Issues that only follow from another one, which people need not hear of. */
final class Consequences {

  private Consequences() {}

  /**
   * The issues less their consequences: after what can't be read nothing more is told; what is
   * wrong with the arguments or the target of an unknown function may come from a misspelt macro or
   * namespace.
   */
  static List<CelIssue> without(List<CelIssue> issues, CelValidationResult parsed) {
    if (parsed.hasError()) {
      return issues.subList(0, 1);
    }
    Set<Long> wrong = issues.stream().map(CelIssue::getExprId).collect(Collectors.toSet());
    Set<Long> following =
        nodes(parsed)
            .filter(node -> node.getKind() == Kind.CALL && wrong.contains(node.id()))
            .filter(node -> issues.stream().anyMatch(issue -> isUnknownFunction(issue, node)))
            .flatMap(CelNavigableExpr::descendants)
            .map(CelNavigableExpr::id)
            .collect(Collectors.toSet());
    return issues.stream().filter(issue -> !following.contains(issue.getExprId())).toList();
  }

  private static boolean isUnknownFunction(CelIssue issue, CelNavigableExpr call) {
    return issue.getExprId() == call.id()
        && issue.getMessage().startsWith("undeclared reference to");
  }

  private static Stream<CelNavigableExpr> nodes(CelValidationResult parsed) {
    try {
      return CelNavigableAst.fromAst(parsed.getAst()).getRoot().allNodes();
    } catch (CelValidationException impossible) {
      throw new IllegalStateException("an expression without errors has no tree", impossible);
    }
  }
}
