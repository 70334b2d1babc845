package dev.keyway.testkit.kong;

import com.google.protobuf.CodedOutputStream;
import dev.keyway.testkit.openresty.Chance;
import dev.keyway.testkit.openresty.Lua;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a protobuf message whose fields come in any order, as from a walk through a Lua table; the
 * values of one field keep theirs. What is 0 or empty is left out, as proto3 has it.
 */
final class MessageWriter {

  private final Map<Integer, ByteArrayOutputStream> fields = new TreeMap<>();

  /** Writes a string, {@code bytes} or a message; null is none. */
  MessageWriter string(int field, @Nullable String value) {
    return value == null || value.isEmpty() ? this : present(field, value);
  }

  /** The same, written even when it is empty. */
  MessageWriter present(int field, String value) {
    return write(field, out -> out.writeByteArray(field, Lua.bytes(value)));
  }

  MessageWriter strings(int field, List<String> values) {
    values.forEach(value -> present(field, value));
    return this;
  }

  MessageWriter number(int field, long value) {
    return value == 0 ? this : presentNumber(field, value);
  }

  MessageWriter presentNumber(int field, long value) {
    return write(field, out -> out.writeInt64(field, value));
  }

  MessageWriter presentDouble(int field, double value) {
    return write(field, out -> out.writeDouble(field, value));
  }

  private MessageWriter write(int field, Writing writing) {
    CodedOutputStream out =
        CodedOutputStream.newInstance(
            fields.computeIfAbsent(field, number -> new ByteArrayOutputStream()));
    try {
      writing.to(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  /** The message, its fields in an order that chance gives. */
  String message(Chance chance) {
    StringBuilder message = new StringBuilder();
    chance
        .order(new ArrayList<>(fields.values()))
        .forEach(field -> message.append(Lua.string(field.toByteArray())));
    return message.toString();
  }
}
