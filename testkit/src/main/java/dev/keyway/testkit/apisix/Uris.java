package dev.keyway.testkit.apisix;

import dev.keyway.testkit.openresty.Lua;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** What nginx makes of paths and of texts in them. */
final class Uris {

  private static final int HEX = 16;

  private Uris() {}

  /** A path as {@code $uri} has it: decoded, without dots and doubled slashes. */
  static String normalized(String path) {
    Deque<String> segments = new ArrayDeque<>();
    String[] parts = decoded(path, false).split("/", -1);
    for (String part : parts) {
      switch (part) {
        case "", "." -> {}
        case ".." -> segments.pollLast();
        default -> segments.addLast(part);
      }
    }
    boolean folder = parts[parts.length - 1].matches("|\\.|\\.\\.");
    String joined = "/" + String.join("/", segments);
    return folder && !segments.isEmpty() ? joined + "/" : joined;
  }

  /**
   * A text without escapes.
   *
   * @param isArgument whether {@code +} is a space
   */
  static String decoded(String text, boolean isArgument) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '%' && isEscape(text, i)) {
        decoded.write(Integer.parseInt(text.substring(i + 1, i + 3), HEX));
        i += 2;
      } else {
        decoded.write(each == '+' && isArgument ? ' ' : each);
      }
    }
    return Lua.string(decoded.toByteArray());
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && Character.digit(text.charAt(at + 1), HEX) >= 0
        && Character.digit(text.charAt(at + 2), HEX) >= 0;
  }

  /** {@code ngx_escape_uri} as for a path: {@code % ? #} and the space are escaped as well. */
  static String escapedPath(String path) {
    return escaped(path, each -> each > ' ' && each < 0x7f && " #%?".indexOf(each) < 0);
  }

  /** {@code ngx.escape_uri}. */
  static String escapedArgument(String text) {
    return escaped(
        text,
        each ->
            (each >= '0' && each <= '9')
                || (each >= 'A' && each <= 'Z')
                || (each >= 'a' && each <= 'z')
                || "-._~!'()*".indexOf(each) >= 0);
  }

  private interface Kept {
    boolean test(char character);
  }

  private static String escaped(String text, Kept kept) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (kept.test(each)) {
        escaped.append(each);
      } else {
        escaped.append("%%%02X".formatted((int) each));
      }
    }
    return escaped.toString();
  }
}
