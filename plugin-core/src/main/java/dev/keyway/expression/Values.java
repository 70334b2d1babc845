package dev.keyway.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values on their way into an evaluation and out of it. */
final class Values {

  private Values() {}

  /** A Java value as an expression sees it; lists, maps and facts are views, nothing is copied. */
  static Object wrap(ValueType type, @Nullable Object value) {
    if (value == null) {
      return Absent.ABSENT;
    }
    return switch (type) {
      case ValueType.Scalar scalar -> wrapScalar(value);
      case ValueType.ListOf list -> new ListView(list.element(), (List<?>) value);
      case ValueType.MapOf map -> new MapView(map.value(), strings((Map<?, ?>) value));
      case ValueType.Fact fact -> new FactValue(fact.type(), fact.type().javaType().cast(value));
    };
  }

  private static Object wrapScalar(Object value) {
    return switch (value) {
      case Number number -> wrapNumber(number);
      case List<?> list -> new ListView(ValueType.Scalar.DYN, list);
      case Map<?, ?> map -> new MapView(ValueType.Scalar.DYN, strings(map));
      default -> value;
    };
  }

  private static Number wrapNumber(Number number) {
    return switch (number) {
      case Long exact -> exact;
      case Double exact -> exact;
      case BigInteger big when big.bitLength() >= Long.SIZE -> big.doubleValue();
      case BigDecimal decimal -> decimal.doubleValue();
      case Float narrow -> narrow.doubleValue();
      default -> number.longValue();
    };
  }

  @SuppressWarnings(
      "unchecked") // As the field or variable was declared; a key of another type is just never
  // found.
  private static Map<String, ?> strings(Map<?, ?> map) {
    return (Map<String, ?>) map;
  }

  /** A value of the library as Java: facts as their objects, absent as null. */
  static @Nullable Object unwrap(Object value) {
    if (Absent.isNull(value)) {
      return null;
    }
    return switch (value) {
      case FactValue fact -> fact.object();
      case List<?> list -> unwrapList(list);
      case Map<?, ?> map -> unwrapMap(map);
      case UnsignedLong number -> number.bigIntegerValue().longValueExact();
      case CelByteString bytes -> bytes.toByteArray();
      default -> value;
    };
  }

  private static List<@Nullable Object> unwrapList(List<?> list) {
    List<@Nullable Object> unwrapped = new ArrayList<>(list.size());
    for (Object element : list) {
      unwrapped.add(unwrap(element));
    }
    return Collections.unmodifiableList(unwrapped);
  }

  private static Map<@Nullable Object, @Nullable Object> unwrapMap(Map<?, ?> map) {
    Map<@Nullable Object, @Nullable Object> unwrapped = new LinkedHashMap<>();
    map.forEach((key, value) -> unwrapped.put(unwrap(key), unwrap(value)));
    return Collections.unmodifiableMap(unwrapped);
  }
}
