package dev.keyway.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.exceptions.CelOverloadNotFoundException;
import dev.cel.common.values.CelByteString;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;

/** How values are ordered. Numbers of all kinds stand on one line. */
final class Comparison {

  /** Up to here every long is exact as a double. */
  private static final long EXACT = 1L << 53;

  private static final Comparator<CelByteString> BYTES =
      CelByteString.unsignedLexicographicalComparator();

  private Comparison() {}

  /** Whether two numbers are the same; NaN is not even itself. */
  static boolean equal(Number left, Number right) {
    return !isNan(left) && compare(left, right) == 0;
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
    if (left instanceof CelByteString x && right instanceof CelByteString y) {
      return BYTES.compare(x, y);
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
