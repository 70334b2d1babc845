package dev.keyway.testkit.kong;

import dev.keyway.testkit.openresty.Chance;
import dev.keyway.testkit.openresty.LuaError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code google.protobuf.Value}, {@code Struct} and {@code ListValue} as Kong turns them into Lua
 * values: {@link String}, {@link Double}, {@link Boolean}, {@link List} and {@link Map}; null is
 * nil.
 */
final class LuaValue {

  private static final int NULL = 1;
  private static final int NUMBER = 2;
  private static final int STRING = 3;
  private static final int BOOL = 4;
  private static final int STRUCT = 5;
  private static final int LIST = 6;

  /** What {@code null_value} becomes: the name of its only value. */
  private static final String NULL_NAME = "NULL_VALUE";

  /** Outside the enum, and yet what Kong writes for nil. */
  private static final int NIL = 1;

  private LuaValue() {}

  /** False becomes nil, since Kong looks for the first kind that is true; so does no kind. */
  static @Nullable Object read(String bytes) {
    Message value = Message.parse(bytes);
    if (value.numbers().isEmpty()) {
      return null;
    }
    int kind = value.numbers().getLast();
    return switch (kind) {
      case NULL -> NULL_NAME;
      case NUMBER -> Double.longBitsToDouble(value.number(NUMBER));
      case STRING -> value.string(STRING);
      case BOOL -> value.number(BOOL) == 0 ? null : Boolean.TRUE;
      case STRUCT -> readStruct(value.string(STRUCT));
      case LIST -> readList(value.string(LIST));
      default -> throw new LuaError("Value has no field " + kind);
    };
  }

  /** A list ends before its first nil: {@code ipairs} does. */
  static List<Object> readList(String bytes) {
    List<Object> list = new ArrayList<>();
    for (String element : Message.parse(bytes).strings(1)) {
      Object value = read(element);
      if (value == null) {
        break;
      }
      list.add(value);
    }
    return list;
  }

  /** A key whose value is nil is no key of a table. */
  static Map<String, Object> readStruct(String bytes) {
    Map<String, Object> struct = new LinkedHashMap<>();
    for (String entry : Message.parse(bytes).strings(1)) {
      Message field = Message.parse(entry);
      Object value = read(field.string(2));
      if (value != null) {
        struct.put(field.string(1), value);
      }
    }
    return struct;
  }

  static String write(@Nullable Object value, Chance chance) {
    MessageWriter written = new MessageWriter();
    switch (value) {
      case null -> written.presentNumber(NULL, NIL);
      case Number number -> written.presentDouble(NUMBER, number.doubleValue());
      case String string -> written.present(STRING, string);
      case Boolean bool -> written.presentNumber(BOOL, bool ? 1 : 0);
      case List<?> list -> written.present(LIST, writeList(list, chance));
      case Map<?, ?> struct -> written.present(STRUCT, writeStruct(struct, chance));
      default -> throw new LuaError("no Value holds a " + value.getClass());
    }
    return written.message(chance);
  }

  private static String writeList(List<?> list, Chance chance) {
    MessageWriter written = new MessageWriter();
    list.forEach(value -> written.present(1, write(value, chance)));
    return written.message(chance);
  }

  static String writeStruct(Map<?, ?> struct, Chance chance) {
    MessageWriter written = new MessageWriter();
    for (Map.Entry<?, ?> entry : chance.order(struct.entrySet())) {
      written.present(
          1,
          new MessageWriter()
              .string(1, entry.getKey().toString())
              .present(2, write(entry.getValue(), chance))
              .message(chance));
    }
    return written.message(chance);
  }
}
