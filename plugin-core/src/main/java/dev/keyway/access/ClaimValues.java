package dev.keyway.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Claims as values that can't change, in the few types that expressions know. */
final class ClaimValues {

  /** Deeper than any claim seen; keeps a host's odd token from costing a deep recursion. */
  private static final int MAX_DEPTH = 32;

  private ClaimValues() {}

  static Map<String, Object> copyOf(Map<?, ?> claims) {
    return copyOf(claims, MAX_DEPTH);
  }

  private static Map<String, Object> copyOf(Map<?, ?> claims, int depth) {
    Map<String, Object> copy = new LinkedHashMap<>();
    claims.forEach((name, value) -> {
      Object kept = value(value, depth - 1);
      if (kept != null) {
        copy.put(String.valueOf(name), kept);
      }
    });
    return Collections.unmodifiableMap(copy);
  }

  private static List<Object> copyOf(Collection<?> values, int depth) {
    List<Object> copy = new ArrayList<>(values.size());
    for (Object value : values) {
      Object kept = value(value, depth - 1);
      if (kept != null) {
        copy.add(kept);
      }
    }
    return Collections.unmodifiableList(copy);
  }

  private static @Nullable Object value(@Nullable Object value, int depth) {
    if (value == null || depth < 0) {
      return null;
    }
    return switch (value) {
      case String text -> text;
      case Boolean bool -> bool;
      case Number number -> number(number);
      case Map<?, ?> map -> copyOf(map, depth);
      case Collection<?> list -> copyOf(list, depth);
      default ->
          throw new IllegalArgumentException("a claim can't be a " + value.getClass().getName());
    };
  }

  /**
   * An integer that fits stays one; anything else becomes a double, as JSON readers in other
   * languages have it.
   */
  private static Number number(Number number) {
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      return number.longValue();
    }
    if (number instanceof java.math.BigInteger big && big.bitLength() < Long.SIZE) {
      return big.longValue();
    }
    double wide = number.doubleValue();
    if (!Double.isFinite(wide)) {
      throw new IllegalArgumentException("a claim can't be a number that is not finite");
    }
    return wide;
  }
}
