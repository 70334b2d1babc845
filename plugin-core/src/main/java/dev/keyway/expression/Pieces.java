package dev.keyway.expression;

import dev.cel.common.exceptions.CelOverloadNotFoundException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Texts in pieces, apart and together. */
final class Pieces {

  private static final String BLANK = " ";

  private Pieces() {}

  /**
   * The pieces between separators.
   *
   * @param args the text, the separator, how many pieces at most; the last ones may be left out
   */
  static List<String> split(Object[] args, Meter meter) {
    String text = (String) args[0];
    String separator = args.length == 1 ? BLANK : (String) args[1];
    long most = args.length < 3 || (Long) args[2] < 0 ? Long.MAX_VALUE : (Long) args[2];
    List<String> pieces = new ArrayList<>();
    int begin = text.isEmpty() && separator.isEmpty() ? -1 : 0;
    while (begin >= 0 && pieces.size() < most) {
      int end = end(text, separator, begin);
      meter.charge(1);
      pieces.add(text.substring(begin, end));
      begin = next(text, separator, end);
    }
    return Collections.unmodifiableList(pieces);
  }

  private static int end(String text, String separator, int begin) {
    if (separator.isEmpty()) {
      return begin == text.length() ? begin : text.offsetByCodePoints(begin, 1);
    }
    int found = Search.indexOf(text, separator, begin);
    return found < 0 ? text.length() : found;
  }

  /** Where the piece after the one that ends here begins, or -1 when that is the last. */
  private static int next(String text, String separator, int end) {
    return end == text.length() ? -1 : end + separator.length();
  }

  /** All of the texts with a separator between. */
  static String join(List<?> parts, String separator) {
    BoundedText result = new BoundedText();
    String before = "";
    for (Object part : parts) {
      if (!(part instanceof String text)) {
        throw new CelOverloadNotFoundException("join");
      }
      result.append(before).append(text);
      before = separator;
    }
    return result.toString();
  }

  /**
   * A text with another one in place of each find.
   *
   * @param args the text, what is looked for, what takes its place, how many times at most; the
   *     last may be left out
   */
  static String replace(Object[] args) {
    String text = (String) args[0];
    String from = (String) args[1];
    long left = args.length == 4 ? (Long) args[3] : -1;
    BoundedText result = new BoundedText();
    int copied = 0;
    int found = Search.indexOf(text, from, 0);
    for (; found >= 0 && left != 0; left--) {
      result.append(text.substring(copied, found)).append((String) args[2]);
      copied = found + from.length();
      // An empty text is found before each character and at the end.
      found = found < text.length() ? Search.indexOf(text, from, Math.max(copied, found + 1)) : -1;
    }
    return result.append(text.substring(copied)).toString();
  }
}
