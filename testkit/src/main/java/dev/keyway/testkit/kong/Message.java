package dev.keyway.testkit.kong;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.keyway.testkit.openresty.Lua;
import dev.keyway.testkit.openresty.LuaError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A protobuf message as the wire has it: values by field number, without a schema (protobuf's
 * "Encoding" page). A value is a {@link Long} (a varint, or the bits of a fixed one) or a {@link
 * String}: the bytes of a string, of {@code bytes} or of a message inside.
 */
record Message(Map<Integer, List<Object>> fields) {

  /** Reads one; raises what lua-protobuf raises when the bytes are none. */
  static Message parse(String bytes) {
    Map<Integer, List<Object>> fields = new LinkedHashMap<>();
    CodedInputStream in = CodedInputStream.newInstance(Lua.bytes(bytes));
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        Object value = value(in, WireFormat.getTagWireType(tag));
        fields
            .computeIfAbsent(WireFormat.getTagFieldNumber(tag), number -> new ArrayList<>(1))
            .add(value);
      }
    } catch (IOException e) {
      throw new LuaError("invalid bytes length");
    }
    return new Message(fields);
  }

  private static Object value(CodedInputStream in, int wireType) throws IOException {
    return switch (wireType) {
      case WireFormat.WIRETYPE_VARINT -> in.readRawVarint64();
      case WireFormat.WIRETYPE_FIXED64 -> in.readRawLittleEndian64();
      case WireFormat.WIRETYPE_FIXED32 -> (long) in.readRawLittleEndian32();
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> Lua.string(in.readByteArray());
      default -> throw new LuaError("invalid wire type " + wireType);
    };
  }

  /** The fields' numbers, in the order they came. */
  List<Integer> numbers() {
    return List.copyOf(fields.keySet());
  }

  /** The last value of a field, or null. */
  @Nullable Object last(int field) {
    List<Object> values = fields.get(field);
    return values == null ? null : values.getLast();
  }

  /** A field of bytes; empty when it is not there. */
  String string(int field) {
    return last(field) instanceof String string ? string : "";
  }

  /** A field of bytes, or null. */
  @Nullable String stringOrNull(int field) {
    return last(field) instanceof String string ? string : null;
  }

  /** A number; 0 when it is not there. */
  long number(int field) {
    return last(field) instanceof Long number ? number : 0;
  }

  /** All values of a field of bytes. */
  List<String> strings(int field) {
    return fields.getOrDefault(field, List.of()).stream().map(Object::toString).toList();
  }
}
