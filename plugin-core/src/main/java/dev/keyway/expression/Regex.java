package dev.keyway.expression;

import com.google.re2j.Pattern;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.keyway.regex.MalformedPatternException;
import dev.keyway.regex.Re2;

/** A regular expression within expressions: what a search costs is charged. */
final class Regex {

  private static final int TRIES_PER_STEP = 4;

  private final Pattern pattern;

  private Regex(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Compiles it.
   *
   * @throws CelInvalidArgumentException when it is malformed or too large
   */
  static Regex compile(String pattern) {
    try {
      return new Regex(Re2.compile(pattern));
    } catch (MalformedPatternException malformed) {
      throw new CelInvalidArgumentException(malformed);
    }
  }

  /**
   * Whether it is found anywhere in a text. Charged before the search, since nothing can stop it:
   * at worst each instruction is tried at each character, 45 ns a time, which few expressions come
   * near.
   */
  boolean find(String text, Meter meter) {
    meter.charge((long) text.length() * pattern.programSize() / TRIES_PER_STEP);
    return pattern.matcher(text).find();
  }
}
