package dev.keyway.document;

import java.util.regex.Pattern;

/**
 * Text of a document as messages and paths may show it: short, on one line, without control
 * characters.
 */
public final class Shown {

  private static final int LONGEST = 60;
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-]{1," + LONGEST + "}");

  private Shown() {}

  /** The text in double quotes, cut after 60 characters. Not for anything that may be a secret. */
  public static String quoted(String text) {
    StringBuilder shown = new StringBuilder("\"");
    text.codePoints().limit(LONGEST).forEach(c -> appendVisible(shown, c));
    return shown.append(text.codePointCount(0, text.length()) > LONGEST ? "…\"" : "\"").toString();
  }

  /** The text on one line, with what a terminal might obey made visible. */
  static String onOneLine(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(c -> appendVisible(shown, c));
    return shown.toString();
  }

  /**
   * A field's name as a step of a path: as it is, or in brackets and quotes when it is an odd one.
   */
  static String fieldName(String name) {
    return PLAIN_NAME.matcher(name).matches() ? name : "[" + quoted(name) + "]";
  }

  private static void appendVisible(StringBuilder shown, int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          shown.append(String.format("\\u%04x", codePoint));
      default -> shown.appendCodePoint(codePoint);
    }
  }
}
