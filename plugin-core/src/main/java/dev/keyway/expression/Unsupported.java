package dev.keyway.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Variables and fields that people may look for and that an environment does not have, each with
 * what to do instead.
 *
 * @param reasons by path, such as {@code conn.geo}; what lies below one is not there either
 */
record Unsupported(Map<String, String> reasons) {

  /**
   * What an expression uses of them.
   *
   * @param problems one for each
   * @param nodes the ids of the parts whose other problems only follow
   */
  record Found(List<ExpressionProblem> problems, Set<Long> nodes) {}

  Found in(CelAbstractSyntaxTree parsed, Source source) {
    Found found = new Found(new ArrayList<>(), new HashSet<>());
    if (!reasons.isEmpty()) {
      Map<Long, Integer> positions = parsed.getSource().getPositionsMap();
      Chain.of(parsed.getExpr()).forEach(chain -> find(chain, positions, source, found));
    }
    return found;
  }

  private void find(Chain chain, Map<Long, Integer> positions, Source source, Found found) {
    for (int i = 0; i < chain.names().size(); i++) {
      String path = String.join(".", chain.names().subList(0, i + 1));
      String reason = reasons.get(path);
      if (reason != null) {
        CelExpr node = chain.nodes().get(i);
        Source.Place dot = source.placeOf(positions.getOrDefault(node.id(), 0));
        found.problems.add(
            Problems.problem(
                source.nameAfter(dot, chain.names().get(i)),
                "'%s' is not known here: %s".formatted(path, reason)));
        chain.nodes().subList(i, chain.nodes().size()).forEach(each -> found.nodes.add(each.id()));
        return;
      }
    }
  }
}
