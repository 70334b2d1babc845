package dev.keyway.expression;

import java.util.function.IntUnaryOperator;

/**
 * Upper and lower case, code point by code point: no letter becomes two, whatever comes before or
 * after it. (The JDK's own makes two of {@code İ}.)
 */
final class Letters {

  private Letters() {}

  static String lower(String text) {
    return each(text, Character::toLowerCase);
  }

  static String upper(String text) {
    return each(text, Character::toUpperCase);
  }

  private static String each(String text, IntUnaryOperator change) {
    int[] points = text.codePoints().map(change).toArray();
    return new String(points, 0, points.length);
  }
}
