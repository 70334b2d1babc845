package dev.keyway.regex;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 as text and back, without loss: a byte that is no UTF-8 becomes a lone low surrogate
 * (0xDC00 and its value), which no UTF-8 can give. The idea is Python's (PEP 383).
 */
public final class LosslessUtf8 {

  private static final int LONE = 0xDC00;
  private static final char UNKNOWN = '\uFFFD';

  private LosslessUtf8() {}

  /** The text of these bytes. */
  public static String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /** The text of a range of these bytes. */
  public static String decode(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    // Nearly every body is UTF-8 and holds no such character.
    return text.indexOf(UNKNOWN) < 0 ? text : decodeBroken(ByteBuffer.wrap(bytes, offset, length));
  }

  /** The bytes of this text. */
  public static byte[] encode(String text) {
    int lone = nextLone(text, 0);
    if (lone == text.length()) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream(text.length() + 16);
    int copied = 0;
    for (; lone < text.length(); lone = nextLone(text, copied)) {
      bytes.writeBytes(text.substring(copied, lone).getBytes(StandardCharsets.UTF_8));
      bytes.write(text.charAt(lone) - LONE);
      copied = lone + 1;
    }
    bytes.writeBytes(text.substring(copied).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static String decodeBroken(ByteBuffer in) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(in.remaining());
    while (true) {
      CoderResult result = decoder.decode(in, text, true);
      if (!result.isError()) {
        return text.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        text.put((char) (LONE + (in.get() & 0xFF)));
      }
    }
  }

  /** Where the next byte that is no UTF-8 stands, or the end. */
  private static int nextLone(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (Character.isHighSurrogate(c)
          && at + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(at + 1))) {
        at++;
      } else if (c >= LONE + 0x80 && c <= LONE + 0xFF) {
        return at;
      }
    }
    return text.length();
  }
}
