package dev.keyway.scan;

/** The form of UTF-8 (RFC 3629, section 4): shortest sequences only, no surrogates. */
public final class Utf8 {

  private Utf8() {}

  /** Where the first sequence begins that is none, or -1. */
  public static int firstMalformed(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (bytes[at] >= 0) {
        at = firstNonAscii(bytes, at, to);
      } else {
        int length = sequence(bytes, at, to);
        if (length == 0) {
          return at;
        }
        at += length;
      }
    }
    return -1;
  }

  private static int firstNonAscii(byte[] bytes, int from, int to) {
    int at = from;
    while (at <= to - Words.BYTES) {
      long marks = Words.nonAscii(Words.at(bytes, at));
      if (marks != 0) {
        return at + Words.first(marks);
      }
      at += Words.BYTES;
    }
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  /** How long the sequence of several bytes is that begins here; 0 when it is none. */
  private static int sequence(byte[] bytes, int at, int to) {
    int lead = bytes[at] & 0xFF;
    int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (lead < 0xC2 || lead > 0xF4 || length > to - at) {
      return 0;
    }
    int codePoint = lead & (0x7F >> length);
    for (int next = at + 1; next < at + length; next++) {
      if ((bytes[next] & 0xC0) != 0x80) {
        return 0;
      }
      codePoint = codePoint << 6 | (bytes[next] & 0x3F);
    }
    return isOf(codePoint, length) ? length : 0;
  }

  private static boolean isOf(int codePoint, int length) {
    return switch (length) {
      case 2 -> true;
      case 3 ->
          codePoint >= 0x800
              && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
      default -> codePoint >= 0x10000 && codePoint <= Character.MAX_CODE_POINT;
    };
  }
}
