package dev.keyway.expression;

import static java.util.stream.Collectors.toSet;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.List;
import java.util.Set;

/** What people are told of an expression that the type checker refused. */
final class Explanation {

  private final List<CelIssue> issues;
  private final List<CelNavigableExpr> nodes;

  private Explanation(List<CelIssue> issues, CelAbstractSyntaxTree parsed) {
    this.issues = issues;
    this.nodes = CelNavigableAst.fromAst(parsed).getRoot().allNodes().toList();
  }

  /** The issues in our words, less those that only follow from another one. */
  static List<ExpressionProblem> of(
      List<CelIssue> issues, CelAbstractSyntaxTree parsed, Source source, Names names) {
    Explanation explanation = new Explanation(issues, parsed);
    Names known = names.with(explanation.loopVariables());
    Set<Long> following = explanation.following();
    return issues.stream()
        .filter(issue -> !following.contains(issue.getExprId()))
        .limit(Limits.PROBLEMS)
        .map(issue -> Problems.of(issue, source, known))
        .distinct()
        .toList();
  }

  private List<String> loopVariables() {
    return nodes.stream()
        .filter(node -> node.getKind() == Kind.COMPREHENSION)
        .map(node -> node.expr().comprehension().iterVar())
        .toList();
  }

  /**
   * The nodes within calls of unknown functions: what is wrong with the arguments or the target may
   * come from a misspelt macro or namespace.
   */
  private Set<Long> following() {
    Set<Long> unknown =
        issues.stream().filter(Problems::isUnknownName).map(CelIssue::getExprId).collect(toSet());
    return nodes.stream()
        .filter(node -> node.getKind() == Kind.CALL && unknown.contains(node.id()))
        .flatMap(CelNavigableExpr::descendants)
        .map(CelNavigableExpr::id)
        .collect(toSet());
  }
}
