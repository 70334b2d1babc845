package dev.keyway.server.explain;

/** Makes visible what a terminal might obey: requests and policies may hold anything. */
final class Printable {

  private Printable() {}

  static String line(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(printable, c));
    return printable.toString();
  }

  private static void append(StringBuilder printable, int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          printable.append(String.format("\\u%04x", codePoint));
      default -> printable.appendCodePoint(codePoint);
    }
  }
}
