package dev.keyway.kong.pdk;

import com.google.protobuf.ByteString;
import dev.keyway.kong.pdk.wire.Field;
import dev.keyway.kong.pdk.wire.ListValue;
import dev.keyway.kong.pdk.wire.Struct;
import dev.keyway.kong.pdk.wire.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lua's values, as Kong sends them, and Java's. */
final class Values {

  private Values() {}

  static @Nullable Object read(Value value) {
    return switch (value.getKindCase()) {
      case NUMBER_VALUE -> value.getNumberValue();
      case STRING_VALUE -> Texts.read(value.getStringValue());
      case BOOL_VALUE -> value.getBoolValue();
      case STRUCT_VALUE -> read(value.getStructValue());
      case LIST_VALUE -> read(value.getListValue());
      case NULL_VALUE, KIND_NOT_SET -> null;
    };
  }

  private static Map<String, @Nullable Object> read(Struct struct) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Field field : struct.getFieldsList()) {
      map.put(Texts.read(field.getKey()), read(field.getValue()));
    }
    return Collections.unmodifiableMap(map);
  }

  private static List<@Nullable Object> read(ListValue values) {
    List<@Nullable Object> list = new ArrayList<>(values.getValuesCount());
    for (Value value : values.getValuesList()) {
      list.add(read(value));
    }
    return Collections.unmodifiableList(list);
  }

  static Value of(String text) {
    return Value.newBuilder().setStringValue(ByteString.copyFromUtf8(text)).build();
  }

  /**
   * @throws IllegalArgumentException for what Kong has no value of: null would become a text
   */
  static Value of(@Nullable Object value) {
    return switch (value) {
      case String text -> of(text);
      case Number number -> Value.newBuilder().setNumberValue(number.doubleValue()).build();
      case Boolean bool -> Value.newBuilder().setBoolValue(bool).build();
      case List<?> list -> Value.newBuilder().setListValue(listOf(list)).build();
      case Map<?, ?> map -> Value.newBuilder().setStructValue(structOf(map)).build();
      case null, default ->
          throw new IllegalArgumentException(
              "%s is no value of Kong's: expected a String, Number, Boolean, List or Map"
                  .formatted(value == null ? "null" : value.getClass().getName()));
    };
  }

  private static ListValue listOf(List<?> list) {
    ListValue.Builder values = ListValue.newBuilder();
    list.forEach(value -> values.addValues(of(value)));
    return values.build();
  }

  private static Struct structOf(Map<?, ?> map) {
    Struct.Builder struct = Struct.newBuilder();
    map.forEach((key, value) -> struct.addFields(field(String.valueOf(key), of(value))));
    return struct.build();
  }

  private static Field field(String key, Value value) {
    return Field.newBuilder().setKey(ByteString.copyFromUtf8(key)).setValue(value).build();
  }

  /** One value is a text, any other number of them a list: an empty one removes a header. */
  static Struct ofHeaders(Map<String, List<String>> headers) {
    Struct.Builder struct = Struct.newBuilder();
    headers.forEach((name, values) ->
        struct.addFields(
            field(name, values.size() == 1 ? of(values.getFirst()) : of((Object) values))));
    return struct.build();
  }

  static Map<String, List<String>> readHeaders(Struct struct) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (Field field : struct.getFieldsList()) {
      headers.put(Texts.read(field.getKey()), texts(field.getValue()));
    }
    return Collections.unmodifiableMap(headers);
  }

  private static List<String> texts(Value value) {
    return value.hasListValue()
        ? value.getListValue().getValuesList().stream()
            .map(each -> Texts.read(each.getStringValue()))
            .toList()
        : List.of(Texts.read(value.getStringValue()));
  }
}
