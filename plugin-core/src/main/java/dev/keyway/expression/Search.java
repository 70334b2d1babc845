package dev.keyway.expression;

/**
 * Finds a text in another one in a time that grows with the sum of their lengths. The JDK's own
 * search may take their product, minutes for two long texts of one letter, and nothing can stop it.
 */
final class Search {

  /** Up to this product the JDK's search, which is the faster one mostly, ends within 0.1 ms. */
  private static final long SMALL = 1 << 17;

  private Search() {}

  static boolean contains(String text, String part) {
    return indexOf(text, part, 0) >= 0;
  }

  /** The first index in chars where a part begins, not before a certain one, or -1. */
  static int indexOf(String text, String part, int from) {
    return (long) text.length() * part.length() <= SMALL
        ? text.indexOf(part, from)
        : knuthMorrisPratt(text, part, from);
  }

  /** The last index in chars where a part begins, not after a certain one, or -1. */
  static int lastIndexOf(String text, String part, int until) {
    if ((long) text.length() * part.length() <= SMALL) {
      return text.lastIndexOf(part, until);
    }
    // From behind: of texts in which it is found everywhere, the first find is the one.
    int from = text.length() - part.length() - Math.min(until, text.length() - part.length());
    int found = knuthMorrisPratt(reversed(text), reversed(part), from);
    return found < 0 ? -1 : text.length() - part.length() - found;
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  private static int knuthMorrisPratt(String text, String part, int from) {
    int[] borders = borders(part);
    int matched = 0;
    for (int at = from; at < text.length(); at++) {
      while (matched > 0 && text.charAt(at) != part.charAt(matched)) {
        matched = borders[matched - 1];
      }
      matched += text.charAt(at) == part.charAt(matched) ? 1 : 0;
      if (matched == part.length()) {
        return at - matched + 1;
      }
    }
    return -1;
  }

  /** For each prefix, the length of the longest other prefix that it ends with. */
  private static int[] borders(String part) {
    int[] borders = new int[part.length()];
    int length = 0;
    for (int at = 1; at < part.length(); at++) {
      while (length > 0 && part.charAt(at) != part.charAt(length)) {
        length = borders[length - 1];
      }
      length += part.charAt(at) == part.charAt(length) ? 1 : 0;
      borders[at] = length;
    }
    return borders;
  }
}
