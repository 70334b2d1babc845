package dev.keyway.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds any of some words in JSON, each given with the quote it begins with. Inside a text of JSON
 * a quote is escaped, so a text that speaks of {@code "usage"} does not hold the word. Immutable.
 */
public final class QuotedWords {

  private static final long QUOTES = Words.repeated('"');

  private final byte[][] words;

  /** Which bytes of ASCII stand behind the quote of some word. */
  private final long[] seconds = new long[2];

  private final int longest;

  private QuotedWords(byte[][] words) {
    this.words = words;
    int length = 0;
    for (byte[] word : words) {
      seconds[word[1] / Long.SIZE] |= 1L << word[1];
      length = Math.max(length, word.length);
    }
    this.longest = length;
  }

  /** These words, in ASCII. */
  public static QuotedWords of(String... words) {
    return new QuotedWords(
        Arrays.stream(words)
            .map(word -> word.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new));
  }

  /** How many bytes the longest has. */
  public int longest() {
    return longest;
  }

  /** Whether one of them stands within these bytes. */
  public boolean standIn(byte[] bytes, int from, int to) {
    int at = from;
    while (at <= to - Words.BYTES) {
      long marks = Words.zeros(Words.at(bytes, at) ^ QUOTES);
      while (marks != 0) {
        if (oneStands(bytes, at + Words.first(marks), to)) {
          return true;
        }
        marks = Words.further(marks);
      }
      at += Words.BYTES;
    }
    while (at < to) {
      if (oneStands(bytes, at, to)) {
        return true;
      }
      at++;
    }
    return false;
  }

  private boolean oneStands(byte[] bytes, int quote, int to) {
    if (quote + 1 >= to || !isSecond(bytes[quote + 1])) {
      return false;
    }
    for (byte[] word : words) {
      int end = quote + word.length;
      if (end <= to && Arrays.equals(bytes, quote, end, word, 0, word.length)) {
        return true;
      }
    }
    return false;
  }

  private boolean isSecond(byte b) {
    return b >= 0 && (seconds[b / Long.SIZE] & 1L << b) != 0;
  }
}
