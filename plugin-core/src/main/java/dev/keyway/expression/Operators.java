package dev.keyway.expression;

import static dev.keyway.expression.Absent.ABSENT;
import static dev.keyway.expression.Absent.isNull;

import com.google.common.collect.Streams;
import dev.cel.common.CelOptions;
import dev.cel.common.Operator;
import dev.cel.common.exceptions.CelOverloadNotFoundException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * The operators that know what absent means, in place of the library's: orderings and {@code in}
 * are false, arithmetic is absent, an index that is not there is absent. One binding an operator,
 * under the operator's own name, serves all its overloads: the library looks there when an overload
 * has no binding of its own.
 */
final class Operators {

  private static final List<StandardFunction> ARITHMETIC =
      List.of(
          StandardFunction.ADD,
          StandardFunction.SUBTRACT,
          StandardFunction.MULTIPLY,
          StandardFunction.DIVIDE,
          StandardFunction.MODULO,
          StandardFunction.NEGATE);

  private static final List<StandardFunction> COMPARISONS =
      List.of(
          StandardFunction.EQUALS,
          StandardFunction.NOT_EQUALS,
          StandardFunction.LESS,
          StandardFunction.LESS_EQUALS,
          StandardFunction.GREATER,
          StandardFunction.GREATER_EQUALS,
          StandardFunction.IN,
          StandardFunction.INDEX);

  /** Written anew in {@link StringFunctions} and {@link Search}. */
  private static final List<StandardFunction> REPLACED =
      List.of(StandardFunction.MATCHES, StandardFunction.CONTAINS);

  /** The library's name of its overload. */
  private static final String CONTAINS = "contains_string";

  private Operators() {}

  /** The library's functions less those replaced here and in {@link StringFunctions}. */
  static CelStandardFunctions standardFunctions() {
    return CelStandardFunctions.newBuilder()
        .excludeFunctions(
            Stream.of(ARITHMETIC, COMPARISONS, REPLACED).flatMap(List::stream).toList())
        .build();
  }

  /**
   * The replacements.
   *
   * @param equality when two values are the same
   */
  static List<CelFunctionBinding> bindings(CelOptions options, Equality equality) {
    return Streams.concat(
            comparisons(equality),
            arithmetic(options),
            Stream.of(
                CelFunctionBinding.from(CONTAINS, String.class, String.class, Search::contains)))
        .toList();
  }

  private static Stream<CelFunctionBinding> comparisons(Equality equality) {
    return Stream.of(
        test(Operator.EQUALS, equality::equal),
        test(Operator.NOT_EQUALS, (left, right) -> !equality.equal(left, right)),
        order(Operator.LESS, sign -> sign < 0),
        order(Operator.LESS_EQUALS, sign -> sign <= 0),
        order(Operator.GREATER, sign -> sign > 0),
        order(Operator.GREATER_EQUALS, sign -> sign >= 0),
        test(Operator.IN, (value, container) -> contains(value, container, equality)),
        CelFunctionBinding.from(
            Operator.INDEX.getFunction(), Object.class, Object.class, Operators::index));
  }

  @SuppressWarnings("Immutable") // The tests are: lambdas that capture an enum at most.
  private static CelFunctionBinding test(Operator operator, BiPredicate<Object, Object> test) {
    return CelFunctionBinding.from(operator.getFunction(), Object.class, Object.class, test::test);
  }

  private static CelFunctionBinding order(Operator operator, IntPredicate accepted) {
    return test(
        operator,
        (left, right) ->
            Comparison.ordered(left, right) && accepted.test(Comparison.compare(left, right)));
  }

  private static boolean contains(Object value, Object container, Equality equality) {
    if (isNull(container)) {
      return false;
    }
    return switch (container) {
      case List<?> list -> equality.contains(list, value);
      case Map<?, ?> map -> equality.holds(map, value);
      default -> throw new CelOverloadNotFoundException("in");
    };
  }

  private static Object index(Object container, Object index) {
    if (isNull(container) || isNull(index)) {
      return ABSENT;
    }
    return switch (container) {
      case List<?> list when index instanceof Long at ->
          0 <= at && at < list.size() ? list.get(at.intValue()) : ABSENT;
      case Map<?, ?> map -> Comparison.find(map, index);
      default -> throw new CelOverloadNotFoundException("index");
    };
  }

  private static Stream<CelFunctionBinding> arithmetic(CelOptions options) {
    return CelStandardFunctions.newBuilder()
        .includeFunctions(ARITHMETIC)
        .build()
        .newFunctionBindings(RuntimeEquality.create(RuntimeHelpers.create(), options), options)
        .stream()
        .filter(binding -> Operator.findReverse(binding.getOverloadId()).isPresent())
        .map(Operators::absentWhenAnyArgumentIs);
  }

  private static CelFunctionBinding absentWhenAnyArgumentIs(CelFunctionBinding standard) {
    String name = standard.getOverloadId();
    CelFunctionOverload definition = standard.getDefinition();
    if (name.equals(Operator.NEGATE.getFunction())) {
      return CelFunctionBinding.from(
          name,
          Object.class,
          value -> isNull(value) ? ABSENT : definition.apply(new Object[] {value}));
    }
    return CelFunctionBinding.from(
        name,
        Object.class,
        Object.class,
        (left, right) ->
            isNull(left) || isNull(right) ? ABSENT : definition.apply(alike(left, right)));
  }

  /** Two operands; where one is a double, a whole number becomes one too. */
  private static Object[] alike(Object left, Object right) {
    if (left instanceof Long whole && right instanceof Double) {
      return new Object[] {whole.doubleValue(), right};
    }
    if (left instanceof Double && right instanceof Long whole) {
      return new Object[] {left, whole.doubleValue()};
    }
    return new Object[] {left, right};
  }
}
