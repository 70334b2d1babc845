package dev.keyway.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 that gives back every byte: what is no UTF-8 becomes a lone low surrogate for each byte
 * (U+DC80 to U+DCFF, as Python's {@code surrogateescape} does), and that byte again when it is
 * written. So a text in which one word is changed keeps all its other bytes, and a stray byte
 * protects nothing from being changed.
 */
public final class LosslessUtf8 {

  private static final char REPLACEMENT = '\uFFFD';
  private static final char ESCAPE = 0xDC00;
  private static final char FIRST_ESCAPE = 0xDC80;
  private static final char LAST_ESCAPE = 0xDCFF;

  private LosslessUtf8() {}

  /** The text of these bytes. */
  public static String decode(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : escaping(ByteBuffer.wrap(bytes, offset, length));
  }

  /**
   * The bytes of a text. For a decoded one they are those it was made of; other lone surrogates
   * become question marks.
   */
  public static byte[] encode(String text) {
    int escape = nextEscape(text, 0);
    if (escape < 0) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
    int at = 0;
    for (; escape >= 0; escape = nextEscape(text, at)) {
      bytes.writeBytes(text.substring(at, escape).getBytes(StandardCharsets.UTF_8));
      bytes.write(text.charAt(escape));
      at = escape + 1;
    }
    bytes.writeBytes(text.substring(at).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static String escaping(ByteBuffer bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    while (decoder.decode(bytes, text, true).isError()) {
      text.put((char) (ESCAPE | (bytes.get() & 0xFF)));
    }
    return text.flip().toString();
  }

  private static int nextEscape(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c >= FIRST_ESCAPE
          && c <= LAST_ESCAPE
          && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)))) {
        return at;
      }
    }
    return -1;
  }
}
