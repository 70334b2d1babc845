package dev.keyway.regex;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large a regular expression becomes when its counted repetitions are written out: RE2 compiles
 * {@code (a{100}){100}} to ten thousand instructions, and knows no limit for repetitions within
 * repetitions. An estimate from above, made before compiling.
 */
final class RegexSize {

  private final String pattern;
  private final Deque<Long> outer = new ArrayDeque<>();
  private int at;
  private long size;
  private long last;

  private RegexSize(String pattern) {
    this.pattern = pattern;
  }

  /**
   * The number of single matches, repetitions written out; {@link Long#MAX_VALUE} when beyond all
   * measure.
   */
  static long of(String pattern) {
    return new RegexSize(pattern).measure();
  }

  private long measure() {
    while (at < pattern.length() && size < Integer.MAX_VALUE) {
      switch (pattern.charAt(at)) {
        case '(' -> open();
        case ')' -> close();
        case '{' -> repeat();
        case '[' -> characterClass();
        case '\\' -> escape();
        default -> one(at + 1);
      }
    }
    return outer.stream().reduce(size, Long::sum);
  }

  private void one(int end) {
    last = 1;
    size++;
    at = end;
  }

  private void open() {
    outer.push(size);
    size = 1;
    at++;
  }

  private void close() {
    last = size;
    size += outer.isEmpty() ? 0 : outer.pop();
    at++;
  }

  private void repeat() {
    int end = pattern.indexOf('}', at);
    long times = end < 0 ? 1 : largest(pattern.substring(at + 1, end));
    size += last * (times - 1);
    last *= times;
    at = end < 0 ? at + 1 : end + 1;
  }

  /**
   * The larger bound of {@code 3}, {@code 3,} or {@code 3,5}; text that is no repetition counts
   * once.
   */
  private static long largest(String bounds) {
    long largest = 1;
    for (String bound : bounds.split(",", -1)) {
      if (bound.matches("[0-9]{1,9}")) {
        largest = Math.max(largest, Long.parseLong(bound));
      }
    }
    return largest;
  }

  /**
   * A class counts once; a bracket that stands first in it, or ends {@code [:alpha:]}, does not
   * close it.
   */
  private void characterClass() {
    int end = at + 1;
    end += pattern.startsWith("^", end) ? 1 : 0;
    end += pattern.startsWith("]", end) ? 1 : 0;
    while (end < pattern.length() && pattern.charAt(end) != ']') {
      if (pattern.startsWith("[:", end) && pattern.indexOf(":]", end + 2) >= 0) {
        end = pattern.indexOf(":]", end + 2) + 1;
      } else if (pattern.charAt(end) == '\\') {
        end++;
      }
      end++;
    }
    one(Math.min(end + 1, pattern.length()));
  }

  private void escape() {
    if (pattern.startsWith("\\Q", at)) {
      int end = pattern.indexOf("\\E", at);
      int next = end < 0 ? pattern.length() : end + 2;
      size += next - at;
      one(next);
    } else {
      one(Math.min(at + 2, pattern.length()));
    }
  }
}
