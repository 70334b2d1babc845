package dev.keyway.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableSelect;
import dev.cel.common.ast.CelMutableExprConverter;
import dev.cel.common.navigation.CelNavigableMutableExpr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Facts that are a text as well, in a parsed tree. A fact with a text form ({@code req.url}) is
 * that text wherever nothing is selected from it: the tree then selects a field that nobody can
 * write. A field with a text form ({@code time.now}) is itself, and its text where only a text will
 * do, which is for the type checker to say.
 */
final class TextForms {

  /** The field of a fact that is its text; {@code @} begins no name in an expression. */
  static final String FIELD = "@text";

  private final CelAbstractSyntaxTree parsed;

  /** The parts that stand for facts and are to be their texts. */
  private final Set<Long> texts = new HashSet<>();

  /** The parts that select a field which also has a text, in the order of their places. */
  private final List<Long> either = new ArrayList<>();

  private TextForms(CelAbstractSyntaxTree parsed) {
    this.parsed = parsed;
  }

  /** Those in a tree, where these are the variables. */
  static TextForms in(CelAbstractSyntaxTree parsed, Map<String, ValueType> variables) {
    TextForms forms = new TextForms(parsed);
    Chain.of(parsed.getExpr()).forEach(chain -> forms.find(chain, variables));
    return forms;
  }

  /** A path without the names that nobody wrote. */
  static String without(String path) {
    return path.replace("." + FIELD, "").replace(FIELD, "");
  }

  /** The parts that may be the one or the other. */
  List<Long> either() {
    return either;
  }

  private void find(Chain chain, Map<String, ValueType> variables) {
    ValueType type = variables.get(chain.names().getFirst());
    for (int i = 1; i < chain.names().size(); i++) {
      FactType.Field<?> field = field(type, chain.names().get(i), chain.nodes().get(i));
      if (field == null) {
        return;
      }
      if (field(type, chain.names().get(i) + FIELD, chain.nodes().get(i)) != null) {
        either.add(chain.nodes().get(i).id());
      }
      type = field.type();
    }
    CelExpr last = chain.nodes().getLast();
    if (last.getKind() == Kind.SELECT && field(type, FIELD, last) != null) {
      texts.add(last.id());
    }
  }

  private static FactType.@Nullable Field<?> field(
      @Nullable ValueType type, String name, CelExpr node) {
    return type instanceof ValueType.Fact(FactType<?> fact) && node.getKind() == Kind.SELECT
        ? fact.field(name)
        : null;
  }

  /** The tree with facts as texts, and these of {@link #either} as well. */
  CelAbstractSyntaxTree applied(Collection<Long> chosen) {
    if (texts.isEmpty() && chosen.isEmpty()) {
      return parsed;
    }
    CelMutableExpr tree = CelMutableExprConverter.fromCelExpr(parsed.getExpr());
    CelSource.Builder source = parsed.getSource().toBuilder();
    List<CelMutableExpr> nodes =
        CelNavigableMutableExpr.fromExpr(tree).allNodes().map(node -> node.expr()).toList();
    long next = 1 + ids(nodes).max().orElse(0);
    for (CelMutableExpr node : nodes) {
      if (chosen.contains(node.id())) {
        node.select().setField(node.select().field() + FIELD);
      }
      if (texts.contains(node.id())) {
        selectText(node, next);
        source.addPositions(next, parsed.getSource().getPositionsMap().getOrDefault(node.id(), 0));
        next++;
      }
    }
    return CelAbstractSyntaxTree.newParsedAst(
        CelMutableExprConverter.fromMutableExpr(tree), source.build());
  }

  private LongStream ids(List<CelMutableExpr> nodes) {
    return LongStream.concat(
        nodes.stream().mapToLong(CelMutableExpr::id),
        parsed.getSource().getPositionsMap().keySet().stream().mapToLong(id -> id));
  }

  /** {@code has(req.url)} asks for the text, too. */
  private static void selectText(CelMutableExpr node, long id) {
    CelMutableSelect fact = node.select();
    CelMutableExpr operand =
        CelMutableExpr.ofSelect(id, CelMutableSelect.create(fact.operand(), fact.field()));
    node.setSelect(CelMutableSelect.create(operand, FIELD, fact.testOnly()));
  }
}
