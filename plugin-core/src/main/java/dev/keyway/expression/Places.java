package dev.keyway.expression;

import dev.cel.common.exceptions.CelInvalidArgumentException;

/** Where a text is found in another one. Places count code points. */
final class Places {

  private Places() {}

  /**
   * The first.
   *
   * @param args the text, what is looked for, and the place to begin at; that may be left out
   */
  static long first(Object[] args) {
    String text = (String) args[0];
    String part = (String) args[1];
    int from = args.length == 2 ? 0 : offset(text, (Long) args[2], part);
    return place(text, part.isEmpty() ? from : Search.indexOf(text, part, from));
  }

  /**
   * The last.
   *
   * @param args the text, what is looked for, and the last place that counts; that may be left out
   */
  static long last(Object[] args) {
    String text = (String) args[0];
    String part = (String) args[1];
    int until = args.length == 2 ? text.length() : offset(text, (Long) args[2], part);
    return place(text, part.isEmpty() ? until : Search.lastIndexOf(text, part, until));
  }

  /** The end of a text is a place where only nothing can be. */
  private static int offset(String text, long place, String part) {
    int size = text.codePointCount(0, text.length());
    if (place < 0 || place > size || (place == size && !part.isEmpty())) {
      throw new CelInvalidArgumentException("a text has no such place");
    }
    return text.offsetByCodePoints(0, (int) place);
  }

  private static long place(String text, int offset) {
    return offset < 0 ? -1 : text.codePointCount(0, offset);
  }
}
