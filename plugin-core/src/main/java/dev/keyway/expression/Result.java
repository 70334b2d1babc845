package dev.keyway.expression;

import static java.util.stream.Collectors.joining;

import dev.cel.common.types.CelType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an expression may give.
 *
 * @param accepted the types; none: any
 */
record Result(List<ValueType> accepted) {

  boolean accepts(CelType type) {
    return accepted.isEmpty()
        || accepted.stream()
            .anyMatch(each -> DeclaredTypes.fits(type, DeclaredTypes.celType(each)));
  }

  String refusal(CelType type) {
    String expected =
        accepted.stream()
            .map(each -> DeclaredTypes.describe(DeclaredTypes.celType(each)))
            .distinct()
            .collect(joining(" or "));
    return "this gives %s; %s is expected".formatted(DeclaredTypes.describe(type), expected);
  }

  /** Whether a value is of an accepted type: what is known at run time only is checked then. */
  boolean accepts(@Nullable Object value) {
    return accepted.isEmpty() || accepted.stream().anyMatch(type -> is(value, type));
  }

  private static boolean is(@Nullable Object value, ValueType type) {
    if (value == null) {
      return true;
    }
    return switch (type) {
      case ValueType.Scalar scalar -> isScalar(value, scalar);
      case ValueType.ListOf list ->
          value instanceof List<?> all && all.stream().allMatch(each -> is(each, list.element()));
      case ValueType.MapOf map ->
          value instanceof Map<?, ?> all
              && all.values().stream().allMatch(each -> is(each, map.value()));
      case ValueType.Fact fact -> fact.type().javaType().isInstance(value);
    };
  }

  private static boolean isScalar(Object value, ValueType.Scalar type) {
    return switch (type) {
      case STRING, NULLABLE_STRING -> value instanceof String;
      case INT, NULLABLE_INT -> value instanceof Long;
      case DOUBLE, NULLABLE_DOUBLE -> value instanceof Double;
      case BOOL -> value instanceof Boolean;
      case TIMESTAMP -> value instanceof Instant;
      case DURATION -> value instanceof Duration;
      case DYN -> true;
    };
  }
}
