package dev.keyway.envoy;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Protobuf's JSON values as plain ones: texts, booleans, numbers, lists and maps. */
final class Plain {

  /** Beyond it a double no longer tells whole numbers apart. */
  private static final double MOST_WHOLE = 1L << 53;

  private Plain() {}

  /** Nulls are left out. */
  static Map<String, Object> map(Struct struct) {
    Map<String, Object> map = new LinkedHashMap<>();
    struct
        .getFieldsMap()
        .forEach((name, value) -> {
          Object plain = value(value);
          if (plain != null) {
            map.put(name, plain);
          }
        });
    return map;
  }

  /** The field's text; null when it is none, or empty. */
  static @Nullable String text(Struct struct, String name) {
    Value value = struct.getFieldsMap().get(name);
    return value == null || value.getStringValue().isEmpty() ? null : value.getStringValue();
  }

  /** The field's texts; null when it is no list, or holds anything else. */
  static @Nullable List<String> texts(Struct struct, String name) {
    Value value = struct.getFieldsMap().get(name);
    if (value == null || !value.hasListValue()) {
      return null;
    }
    List<Value> values = value.getListValue().getValuesList();
    return values.stream().allMatch(Value::hasStringValue)
        ? values.stream().map(Value::getStringValue).toList()
        : null;
  }

  private static @Nullable Object value(Value value) {
    return switch (value.getKindCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case NUMBER_VALUE -> number(value.getNumberValue());
      case STRUCT_VALUE -> map(value.getStructValue());
      case LIST_VALUE -> list(value);
      case NULL_VALUE, KIND_NOT_SET -> null;
    };
  }

  private static List<Object> list(Value value) {
    List<Object> list = new ArrayList<>();
    for (Value each : value.getListValue().getValuesList()) {
      Object plain = value(each);
      if (plain != null) {
        list.add(plain);
      }
    }
    return list;
  }

  /** Protobuf knows doubles only; expressions compare whole numbers. */
  private static Object number(double number) {
    return Math.rint(number) == number && Math.abs(number) <= MOST_WHOLE
        ? (Object) (long) number
        : (Object) number;
  }
}
