package dev.keyway.scan;

import java.util.Arrays;

/**
 * Finds one text in many bytes. Two bytes in its middle are looked for, eight places at a time:
 * where texts begin they are often alike. Immutable.
 */
public final class ByteSearch {

  private final byte[] wanted;
  private final int pair;
  private final long first;
  private final long second;

  private ByteSearch(byte[] wanted) {
    this.wanted = wanted;
    this.pair = (wanted.length - 1) / 2;
    this.first = Words.repeated(wanted[pair]);
    this.second = Words.repeated(wanted[pair + 1]);
  }

  /**
   * The search for this text.
   *
   * @param wanted at least two bytes; not to be changed afterwards
   */
  public static ByteSearch of(byte[] wanted) {
    if (wanted.length < 2) {
      throw new IllegalArgumentException("fewer than two bytes");
    }
    return new ByteSearch(wanted);
  }

  /** Where the text stands first within these bytes, or -1. */
  public int firstIn(byte[] bytes, int from, int to) {
    // From here on an index is that of the pair.
    int last = to - wanted.length + pair;
    int at = from + pair;
    while (at <= last && at + Words.BYTES < to) {
      long marks =
          Words.zeros(Words.at(bytes, at) ^ first) & Words.zeros(Words.at(bytes, at + 1) ^ second);
      while (marks != 0) {
        int hit = at + Words.first(marks);
        if (hit <= last && stands(bytes, hit - pair)) {
          return hit - pair;
        }
        marks = Words.further(marks);
      }
      at += Words.BYTES;
    }
    while (at <= last) {
      if (stands(bytes, at - pair)) {
        return at - pair;
      }
      at++;
    }
    return -1;
  }

  private boolean stands(byte[] bytes, int at) {
    return Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
  }
}
