package dev.keyway.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a text that may hold {@code ${…}}: where an expression ends is found by CEL's own
 * lexical rules, so that braces and quotes within its strings, maps and comments are its own.
 */
final class Placeholders {

  /** A part of a text. */
  sealed interface Part {

    /** Text that stands for itself. */
    record Literal(String text) implements Part {}

    /**
     * What stands between {@code ${} and {@code }}.
     *
     * @param offset where it begins, in chars
     */
    record Code(String text, int offset) implements Part {}

    /**
     * A <code>${</code> that nothing closes.
     *
     * @param offset where it begins, in chars
     */
    record Unclosed(int offset) implements Part {}
  }

  private static final String OPEN = "${";

  private final String text;
  private int at;

  private Placeholders(String text) {
    this.text = text;
  }

  /** The parts in their order; no two literals follow each other. */
  static List<Part> of(String text) {
    return new Placeholders(text).parts();
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    while (at < text.length()) {
      int open = text.indexOf(OPEN, at);
      int end = open < 0 ? text.length() : open;
      if (end > at) {
        parts.add(new Part.Literal(text.substring(at, end)));
      }
      at = end;
      if (open >= 0) {
        parts.add(code(open));
      }
    }
    return parts;
  }

  private Part code(int open) {
    int start = open + OPEN.length();
    int depth = 0;
    for (at = start; at < text.length(); at = afterToken()) {
      char token = text.charAt(at);
      if (token == '}' && depth == 0) {
        return new Part.Code(text.substring(start, at++), start);
      }
      depth += token == '{' ? 1 : token == '}' ? -1 : 0;
    }
    return new Part.Unclosed(open);
  }

  private int afterToken() {
    char token = text.charAt(at);
    if (token == '"' || token == '\'') {
      return afterString(token);
    }
    if (text.startsWith("//", at)) {
      int line = text.indexOf('\n', at);
      return line < 0 ? text.length() : line;
    }
    return at + 1;
  }

  /**
   * Strings end at their quote, or three of them; a backslash escapes, but not in a raw string
   * ({@code r'…'}).
   */
  private int afterString(char quote) {
    String triple = String.valueOf(quote).repeat(3);
    String closing = text.startsWith(triple, at) ? triple : String.valueOf(quote);
    boolean raw = raw();
    int next = at + closing.length();
    while (next < text.length() && !text.startsWith(closing, next)) {
      next += text.charAt(next) == '\\' && !raw ? 2 : 1;
    }
    return Math.min(next + closing.length(), text.length());
  }

  private boolean raw() {
    for (int before = at - 1; before >= 0 && before >= at - 2; before--) {
      char prefix = Character.toLowerCase(text.charAt(before));
      if (prefix == 'r') {
        return true;
      }
      if (prefix != 'b') {
        return false;
      }
    }
    return false;
  }
}
