package dev.keyway.request;

import dev.keyway.scan.Utf8;

/**
 * Holds a body to plain UTF-8 (RFC 8259, section 8.1) before anything is read of it: a parser that
 * guesses an encoding, or takes an overlong form for a quote, sees other members than the provider
 * does.
 */
final class BodyEncoding {

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
    int malformed = Utf8.firstMalformed(body, 0, body.length);
    if (malformed >= 0) {
      throw new MalformedBodyException("the body is not valid UTF-8 at byte " + malformed);
    }
  }
}
