package dev.keyway.access;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes fields one after another, each with its length before it, so that no two lists of fields
 * give the same bytes.
 */
final class FieldWriter {

  /** In the place of a length or a count: there is no value. */
  static final int ABSENT = -1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

  FieldWriter octet(int value) {
    bytes.write(value);
    return this;
  }

  FieldWriter number(long value) {
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    return this;
  }

  FieldWriter text(@Nullable String value) {
    if (value == null) {
      return length(ABSENT);
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    length(utf8.length);
    bytes.writeBytes(utf8);
    return this;
  }

  FieldWriter texts(@Nullable List<String> values) {
    length(values == null ? ABSENT : values.size());
    if (values != null) {
      values.forEach(this::text);
    }
    return this;
  }

  private FieldWriter length(int length) {
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    return this;
  }

  byte[] written() {
    return bytes.toByteArray();
  }
}
