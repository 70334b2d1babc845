package dev.keyway.testkit.openresty;

import java.nio.charset.StandardCharsets;

/** Strings as Lua has them. */
public final class Lua {

  private Lua() {}

  /** A character for each byte. */
  public static String string(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** What Lua makes of a text: its UTF-8. */
  public static String utf8(String text) {
    return string(text.getBytes(StandardCharsets.UTF_8));
  }

  public static byte[] bytes(String string) {
    return string.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** {@code tostring} of a number: {@code %.14g}. */
  public static String number(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e14) {
      return Long.toString((long) number);
    }
    return Double.toString(number);
  }
}
