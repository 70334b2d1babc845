package dev.keyway.regex;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Compiles regular expressions in RE2's syntax: searching is linear in the text, and what a pattern
 * becomes is bounded.
 */
public final class Re2 {

  /** Single matches of a pattern, its counted repetitions written out; a UUID has 36. */
  private static final int MOST = 500;

  private Re2() {}

  /**
   * Compiles it.
   *
   * @throws MalformedPatternException when it is malformed or too large
   */
  public static Pattern compile(String pattern) throws MalformedPatternException {
    if (RegexSize.of(pattern) > MOST) {
      throw new MalformedPatternException(
          "too large a regular expression: repetitions written out, it has more than "
              + MOST
              + " parts");
    }
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException malformed) {
      throw new MalformedPatternException(
          "not a regular expression (RE2): " + malformed.getDescription());
    }
  }
}
