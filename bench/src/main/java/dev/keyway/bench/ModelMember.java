package dev.keyway.bench;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the value of the top-level member {@code model} stands in a JSON object. It looks no closer
 * than it must: what is no JSON may be taken for some.
 *
 * @param from offset of the value's opening quote
 * @param to offset behind its closing quote
 */
record ModelMember(int from, int to) {

  private static final String NAME = "\"model\"";

  static @Nullable ModelMember in(byte[] json) {
    // One copy, and then the JVM looks for quotes many bytes at a time, which it does in texts
    // only.
    String text = new String(json, StandardCharsets.ISO_8859_1);
    int depth = 0;
    for (int at = 0; at < text.length(); at++) {
      switch (text.charAt(at)) {
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case '"' -> {
          int end = endOfString(text, at);
          int value = depth == 1 && text.startsWith(NAME, at) ? valueBehind(text, end) : -1;
          if (value >= 0) {
            return new ModelMember(value, endOfString(text, value));
          }
          at = end - 1;
        }
        default -> {}
      }
    }
    return null;
  }

  /** Offset of the text that is the value of a member whose name ends there, or -1. */
  private static int valueBehind(String text, int nameEnd) {
    int colon = notBlank(text, nameEnd);
    if (colon == text.length() || text.charAt(colon) != ':') {
      return -1;
    }
    int value = notBlank(text, colon + 1);
    return value < text.length() && text.charAt(value) == '"' ? value : -1;
  }

  private static int notBlank(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  /** Offset behind the closing quote of the string that opens there. */
  private static int endOfString(String text, int open) {
    int quote = text.indexOf('"', open + 1);
    while (quote > 0 && isEscaped(text, quote)) {
      quote = text.indexOf('"', quote + 1);
    }
    return quote < 0 ? text.length() : quote + 1;
  }

  private static boolean isEscaped(String text, int quote) {
    int before = quote - 1;
    while (text.charAt(before) == '\\') {
      before--;
    }
    return (quote - before) % 2 == 0;
  }
}
