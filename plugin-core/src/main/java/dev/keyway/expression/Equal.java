package dev.keyway.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that equals others as {@code ==} in expressions does, for sets. Here all that is absent
 * is the same.
 */
record Equal(Object value) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Equal(Object that)
        && (Absent.isNull(value) ? Absent.isNull(that) : Equality.PLAIN.equal(value, that));
  }

  @Override
  public int hashCode() {
    return hash(value);
  }

  /** Numbers of all kinds stand on one line, so they are hashed as of one kind. */
  private static int hash(Object value) {
    if (Absent.isNull(value)) {
      return 0;
    }
    return switch (value) {
      case Number number -> Double.hashCode(number.doubleValue() + 0.0); // -0.0 is 0.0
      case List<?> list -> list.stream().mapToInt(Equal::hash).reduce(1, (a, b) -> 31 * a + b);
      case Map<?, ?> map -> map.size();
      default -> value.hashCode();
    };
  }
}
