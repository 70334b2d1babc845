package dev.keyway.expression;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.keyway.document.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the type checker leaves open. Equality is declared between any two types, so that everything
 * can be compared with null: here both sides must be of one type after all. Besides: sort keys,
 * regular expressions, loops within loops, and what a policy has no use for.
 */
final class Review {

  /** Up to so many words are told. */
  private static final int MOST_WORDS = 2;

  private static final Set<CelKind> NUMBERS = Set.of(CelKind.INT, CelKind.UINT, CelKind.DOUBLE);
  private static final Set<CelKind> UNORDERED = Set.of(CelKind.LIST, CelKind.MAP, CelKind.STRUCT);

  private static final Set<String> DRAWS =
      Stream.concat(
              Stream.of("random", "randomize", LoopEnd.WEIGHTED.name()),
              ChanceFunctions.TABLE.stream().map(ValueFunction::name))
          .collect(toUnmodifiableSet());

  private final CelAbstractSyntaxTree ast;
  private final Source source;
  private final DeclaredTypes types;
  private final List<ExpressionProblem> problems = new ArrayList<>();
  private final Map<String, Regex> regexes = new HashMap<>();
  private final List<SecretUse> secrets = new ArrayList<>();
  private boolean draws;

  private Review(CelAbstractSyntaxTree ast, Source source, DeclaredTypes types) {
    this.ast = ast;
    this.source = source;
    this.types = types;
  }

  static Review of(CelAbstractSyntaxTree ast, Source source, DeclaredTypes types) {
    Review review = new Review(ast, source, types);
    CelNavigableAst.fromAst(ast).getRoot().allNodes().forEach(review::node);
    return review;
  }

  List<ExpressionProblem> problems() {
    return problems.stream().limit(Limits.PROBLEMS).toList();
  }

  /** The regular expressions written out in it, compiled. */
  Map<String, Regex> regexes() {
    return Map.copyOf(regexes);
  }

  /** The secrets it reads. */
  List<SecretUse> secrets() {
    return List.copyOf(secrets);
  }

  /** Whether it draws by chance. */
  boolean draws() {
    return draws;
  }

  private void node(CelNavigableExpr node) {
    CelExpr expression = node.expr();
    switch (node.getKind()) {
      case CALL -> call(node, expression, expression.call());
      case COMPREHENSION -> loop(node);
      case STRUCT -> report(expression, expression.struct().messageName() + " can't be made here");
      case IDENT -> identifier(expression);
      default -> {}
    }
  }

  private void call(CelNavigableExpr node, CelExpr expression, CelExpr.CelCall call) {
    String function = call.function();
    draws |= DRAWS.contains(function);
    if (function.equals(Operator.EQUALS.getFunction())
        || function.equals(Operator.NOT_EQUALS.getFunction())) {
      equality(expression, type(call.args().get(0)), type(call.args().get(1)));
    } else if (function.equals(Loops.KEEP)) {
      condition(call.args().get(2));
    } else if (function.equals(Loops.RANK)) {
      sortKey(call.args().get(2));
      notDrawn(node, "sorted", "randomize() puts a list in a random order");
    } else if (function.equals(Loops.WEIGH)) {
      weight(call.args().get(2));
      notDrawn(node, "weighed", "weighted() draws by itself");
    } else if (function.equals(StringFunctions.MATCHES)) {
      regex(call.args().getLast());
    } else if (function.equals(SecretFunction.NAME)) {
      secret(expression, call.args());
    } else if (function.equals(SequenceFunctions.SORT)) {
      sorted(call.target().orElseThrow());
    } else if (AddressFunctions.TAKE_RANGES.contains(function)) {
      ranges(call.args().getLast());
    } else {
      LateFunctions.parameters(function)
          .filter(parameters -> parameters.size() >= call.args().size())
          .forEach(parameters -> words(parameters, call));
    }
  }

  /** Texts that are written out where a function takes certain ones only. */
  private void words(List<Parameter> parameters, CelExpr.CelCall call) {
    FactType<?> fact = call.target().map(target -> elementType(type(target))).orElse(null);
    for (int i = 0; i < call.args().size(); i++) {
      List<String> known = parameters.get(i).words().of(fact);
      CelExpr argument = call.args().get(i);
      if (!known.isEmpty() && isText(argument)) {
        word(argument, argument.constant().stringValue(), call.function(), known);
      }
    }
  }

  private void word(CelExpr argument, String text, String function, List<String> known) {
    if (!known.contains(text)) {
      String takes =
          known.size() > MOST_WORDS ? "" : "; it takes '" + String.join("' or '", known) + "'";
      Source.Place place = place(argument);
      problems.add(
          new ExpressionProblem(
              place.line(),
              place.column(),
              "'%s' does not know '%s'%s".formatted(function, text, takes),
              Nearest.of(text, known)));
    }
  }

  private @Nullable FactType<?> elementType(CelType type) {
    return type instanceof ListType list ? elementType(list.elemType()) : types.fact(type.name());
  }

  private static boolean isText(CelExpr expression) {
    return expression.getKind() == Kind.CONSTANT
        && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }

  private void equality(CelExpr expression, CelType left, CelType right) {
    if (!comparable(left, right)) {
      report(
          expression,
          "%s and %s are never equal"
              .formatted(DeclaredTypes.describe(left), DeclaredTypes.describe(right)));
    }
  }

  private static boolean comparable(CelType left, CelType right) {
    if (left instanceof ListType one && right instanceof ListType other) {
      return comparable(one.elemType(), other.elemType());
    }
    if (left instanceof MapType one && right instanceof MapType other) {
      return comparable(one.valueType(), other.valueType());
    }
    return (NUMBERS.contains(left.kind()) && NUMBERS.contains(right.kind()))
        || DeclaredTypes.fits(left, right)
        || DeclaredTypes.fits(right, left);
  }

  private void condition(CelExpr condition) {
    if (!DeclaredTypes.fits(type(condition), SimpleType.BOOL)) {
      report(condition, "bool is expected here, not " + DeclaredTypes.describe(type(condition)));
    }
  }

  private void sortKey(CelExpr key) {
    CelType type = type(key);
    if (UNORDERED.contains(type.kind())) {
      report(key, DeclaredTypes.describe(type) + " has no order to sort by");
    }
  }

  private void sorted(CelExpr list) {
    if (type(list) instanceof ListType type && UNORDERED.contains(type.elemType().kind())) {
      report(list, DeclaredTypes.describe(type.elemType()) + " has no order to sort by");
    }
  }

  /** A range that is written out; at run time a malformed one would just hold no address. */
  private void ranges(CelExpr argument) {
    if (argument.getKind() == Kind.LIST) {
      argument.list().elements().forEach(this::range);
    } else {
      range(argument);
    }
  }

  private void range(CelExpr argument) {
    if (isText(argument) && CidrRange.parse(argument.constant().stringValue()) == null) {
      report(argument, "this is no range of addresses, such as '10.0.0.0/8' or '2001:db8::/32'");
    }
  }

  private void weight(CelExpr weight) {
    CelType type = type(weight);
    if (!NUMBERS.contains(type.kind()) && !DeclaredTypes.fits(type, SimpleType.INT)) {
      report(weight, "a weight is a number, not " + DeclaredTypes.describe(type));
    }
  }

  /** A key that is drawn anew for each element gives no order that means anything. */
  private void notDrawn(CelNavigableExpr step, String what, String instead) {
    step.descendants()
        .filter(node -> node.getKind() == Kind.CALL)
        .filter(node -> DRAWS.contains(node.expr().call().function()))
        .findFirst()
        .ifPresent(draw ->
            report(draw.expr(), "nothing can be " + what + " by what is drawn; " + instead));
  }

  private void regex(CelExpr pattern) {
    if (isText(pattern)) {
      String text = pattern.constant().stringValue();
      try {
        regexes.put(text, Regex.compile(text));
      } catch (CelInvalidArgumentException malformed) {
        report(pattern, "this is no regular expression (RE2), or a too large one");
      }
    }
  }

  /** Secrets are found before anything is evaluated, so their names can't depend on a request. */
  private void secret(CelExpr expression, List<CelExpr> arguments) {
    if (arguments.stream().allMatch(Review::isSecretName)) {
      List<String> names = arguments.stream().map(each -> each.constant().stringValue()).toList();
      secrets.add(SecretFunction.use(names, secretPlace(expression)));
    } else {
      Source.Place place = secretPlace(expression);
      problems.add(
          Problems.problem(
              place,
              "secrets.get takes names that are written out: secrets.get('vault', 'name') or"
                  + " secrets.get('name')"));
    }
  }

  private static boolean isSecretName(CelExpr argument) {
    return isText(argument) && !argument.constant().stringValue().isBlank();
  }

  /** The tree has the place of the parenthesis only. */
  private Source.Place secretPlace(CelExpr expression) {
    return source.nameBefore(place(expression), "secrets");
  }

  private void loop(CelNavigableExpr node) {
    if (outerLoops(node) == Limits.NESTED_LOOPS) {
      report(node.expr(), "loops within loops: " + Limits.NESTED_LOOPS + " levels at most");
    }
  }

  /**
   * The loops that evaluate a node for each of their elements; the list a loop walks is evaluated
   * once.
   */
  private static int outerLoops(CelNavigableExpr node) {
    Optional<CelNavigableExpr> parent = node.parent();
    if (parent.isEmpty()) {
      return 0;
    }
    CelNavigableExpr outer = parent.get();
    boolean repeated =
        outer.getKind() == Kind.COMPREHENSION
            && outer.expr().comprehension().iterRange().id() != node.id();
    return outerLoops(outer) + (repeated ? 1 : 0);
  }

  private void identifier(CelExpr expression) {
    if (type(expression).kind() == CelKind.TYPE) {
      report(expression, "'" + expression.ident().name() + "' is a type, not a value");
    }
  }

  private CelType type(CelExpr expression) {
    return ast.getType(expression.id()).orElse(SimpleType.DYN);
  }

  private void report(CelExpr expression, String message) {
    problems.add(Problems.problem(place(expression), message));
  }

  private Source.Place place(CelExpr expression) {
    return source.placeOf(ast.getSource().getPositionsMap().getOrDefault(expression.id(), 0));
  }
}
