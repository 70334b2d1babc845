package dev.keyway.request;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Holds a body to plain UTF-8 (RFC 8259, section 8.1) before anything is read of it: a parser that
 * guesses an encoding, or takes an overlong form for a quote, sees other members than the provider
 * does.
 */
final class BodyEncoding {

  private static final int CHUNK = 8192;

  private BodyEncoding() {}

  static void check(byte[] body) throws MalformedBodyException {
    checkNoMark(body);
    checkUtf8(body);
  }

  private static void checkNoMark(byte[] body) throws MalformedBodyException {
    if (startsWith(body, 0xEF, 0xBB, 0xBF)) {
      throw new MalformedBodyException(
          "the body starts with a byte order mark: send UTF-8 without one");
    }
    if (startsWith(body, 0xFE, 0xFF) || startsWith(body, 0xFF, 0xFE) || hasEarlyZero(body)) {
      throw new MalformedBodyException("the body looks like UTF-16 or UTF-32: send UTF-8");
    }
  }

  /** JSON starts with ASCII, so a wider encoding of it has a zero among its first two bytes. */
  private static boolean hasEarlyZero(byte[] body) {
    return body.length >= 2 && (body[0] == 0 || body[1] == 0);
  }

  private static boolean startsWith(byte[] body, int... mark) {
    if (body.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((body[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static void checkUtf8(byte[] body) throws MalformedBodyException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.wrap(body);
    CharBuffer scratch = CharBuffer.allocate(Math.min(CHUNK, body.length + 1));
    CoderResult result;
    do {
      scratch.clear();
      result = decoder.decode(bytes, scratch, true);
    } while (result.isOverflow());
    if (result.isError()) {
      throw new MalformedBodyException("the body is not valid UTF-8 at byte " + bytes.position());
    }
  }
}
