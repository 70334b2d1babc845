package dev.keyway.testkit.kong;

import java.nio.charset.StandardCharsets;

/** Strings as Lua has them. */
final class Lua {

  private Lua() {}

  /** A character for each byte. */
  static String string(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** What Lua makes of a text: its UTF-8. */
  static String utf8(String text) {
    return string(text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] bytes(String string) {
    return string.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** {@code tostring} of a number: {@code %.14g}. */
  static String number(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e14) {
      return Long.toString((long) number);
    }
    return Double.toString(number);
  }
}
