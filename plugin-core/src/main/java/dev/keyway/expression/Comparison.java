package dev.keyway.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.exceptions.CelOverloadNotFoundException;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * How values compare. Numbers of all kinds stand on one line; absent equals only the literal null.
 */
final class Comparison {

  /** Up to here every long is exact as a double. */
  private static final long EXACT = 1L << 53;

  private Comparison() {}

  static boolean equal(Object left, Object right) {
    if (Absent.isNull(left) || Absent.isNull(right)) {
      return Absent.isNull(left)
          && Absent.isNull(right)
          && (left != Absent.ABSENT || right != Absent.ABSENT);
    }
    return switch (left) {
      case Number x when right instanceof Number y -> !isNan(x) && compare(x, y) == 0;
      case List<?> x when right instanceof List<?> y -> equalLists(x, y);
      case Map<?, ?> x when right instanceof Map<?, ?> y -> equalMaps(x, y);
      default -> left.equals(right);
    };
  }

  private static boolean equalLists(List<?> left, List<?> right) {
    Iterator<?> others = right.iterator();
    return left.size() == right.size()
        && left.stream().allMatch(each -> equal(each, others.next()));
  }

  private static boolean equalMaps(Map<?, ?> left, Map<?, ?> right) {
    return left.size() == right.size()
        && left.entrySet().stream()
            .allMatch(each ->
                right.containsKey(each.getKey())
                    && equal(each.getValue(), find(right, each.getKey())));
  }

  /** The value of a key, or absent. */
  static Object find(Map<?, ?> map, Object key) {
    Object value = map.get(key);
    return value == null ? Absent.ABSENT : value;
  }

  /** Whether two values can be put in order at all: neither is absent nor NaN. */
  static boolean ordered(Object left, Object right) {
    return !Absent.isNull(left) && !Absent.isNull(right) && !isNan(left) && !isNan(right);
  }

  /**
   * Orders two values of one kind; NaN is the greatest number.
   *
   * @throws CelOverloadNotFoundException when they are not of one kind, or of a kind that has no
   *     order
   */
  @SuppressWarnings("unchecked") // Of the same class.
  static int compare(Object left, Object right) {
    if (left instanceof Number x && right instanceof Number y) {
      return compare(x, y);
    }
    if (left instanceof Comparable<?> && left.getClass() == right.getClass()) {
      return ((Comparable<Object>) left).compareTo(right);
    }
    throw new CelOverloadNotFoundException("order");
  }

  private static int compare(Number left, Number right) {
    if (left instanceof Long x && right instanceof Long y) {
      return Long.compare(x, y);
    }
    if (comparableAsDoubles(left, right)) {
      return Double.compare(left.doubleValue() + 0.0, right.doubleValue() + 0.0); // -0.0 is 0.0
    }
    return exact(left).compareTo(exact(right));
  }

  private static boolean comparableAsDoubles(Number left, Number right) {
    return (exactAsDouble(left) && exactAsDouble(right))
        || !Double.isFinite(left.doubleValue())
        || !Double.isFinite(right.doubleValue());
  }

  private static boolean exactAsDouble(Number number) {
    return switch (number) {
      case Double value -> true;
      case Long value -> -EXACT <= value && value <= EXACT;
      default -> false;
    };
  }

  private static boolean isNan(Object value) {
    return value instanceof Double number && number.isNaN();
  }

  private static BigDecimal exact(Number number) {
    return switch (number) {
      case Double value -> new BigDecimal(value);
      case UnsignedLong value -> new BigDecimal(value.bigIntegerValue());
      default -> BigDecimal.valueOf(number.longValue());
    };
  }
}
