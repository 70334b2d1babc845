package dev.keyway.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link FieldWriter} wrote. */
final class FieldReader {

  private final ByteBuffer bytes;

  FieldReader(byte[] bytes, int offset, int length) {
    this.bytes = ByteBuffer.wrap(bytes, offset, length);
  }

  int octet() throws BadFieldException {
    return need(1).get() & 0xff;
  }

  long number() throws BadFieldException {
    return need(Long.BYTES).getLong();
  }

  @Nullable String text() throws BadFieldException {
    int length = length();
    if (length == FieldWriter.ABSENT) {
      return null;
    }
    byte[] utf8 = new byte[length];
    bytes.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  String presentText() throws BadFieldException {
    String text = text();
    if (text == null) {
      throw new BadFieldException();
    }
    return text;
  }

  @Nullable List<String> texts() throws BadFieldException {
    int count = length();
    if (count == FieldWriter.ABSENT) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(presentText());
    }
    return texts;
  }

  void end() throws BadFieldException {
    if (bytes.hasRemaining()) {
      throw new BadFieldException();
    }
  }

  /** A length or a count: neither can be more than the bytes left. */
  private int length() throws BadFieldException {
    int length = need(Integer.BYTES).getInt();
    if (length < FieldWriter.ABSENT || length > bytes.remaining()) {
      throw new BadFieldException();
    }
    return length;
  }

  private ByteBuffer need(int count) throws BadFieldException {
    if (bytes.remaining() < count) {
      throw new BadFieldException();
    }
    return bytes;
  }

  /** The bytes are no fields. */
  static final class BadFieldException extends Exception {

    private static final long serialVersionUID = 1L;

    BadFieldException() {
      super("the bytes are no fields", null, false, false);
    }
  }
}
