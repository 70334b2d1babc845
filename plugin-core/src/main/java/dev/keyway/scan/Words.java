package dev.keyway.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes as one long, the first of them in its lowest bits. What is asked of all eight at once
 * is answered by the highest bit of each byte (H. S. Warren, Hacker's Delight, section 6-1).
 */
final class Words {

  static final int BYTES = Long.BYTES;

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHEST = ONES << 7;

  private static final long BACKSLASHES = repeated('\\');
  private static final long TWOS = repeated(2);
  private static final long BEHIND_BLANKS = repeated(' ' + 1);
  private static final long LINE_FEEDS = repeated('\n');
  private static final long CARRIAGE_RETURNS = repeated('\r');

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Words() {}

  /** The eight bytes from this index on. */
  static long at(byte[] bytes, int index) {
    return (long) LONGS.get(bytes, index);
  }

  /** A byte eight times. */
  static long repeated(int value) {
    return (value & 0xFF) * ONES;
  }

  /** Marks bytes beyond ASCII. */
  static long nonAscii(long word) {
    return word & HIGHEST;
  }

  /**
   * Marks what may not stand for itself in a text of JSON: quotes, backslashes, control characters.
   * Of the marks the first is right.
   */
  static long stopsText(long word) {
    // With that bit turned over, control characters stay below 0x20, and the quote becomes 0x20.
    long belowOrQuote = (word ^ TWOS) - BEHIND_BLANKS;
    long backslash = (word ^ BACKSLASHES) - ONES;
    return (belowOrQuote | backslash) & ~word & HIGHEST;
  }

  /** Marks ends of lines. Of the marks the first is right. */
  static long endsLine(long word) {
    return zeros(word ^ LINE_FEEDS) | zeros(word ^ CARRIAGE_RETURNS);
  }

  /** Marks bytes that are zero; behind the first one, perhaps others too. */
  static long zeros(long word) {
    return (word - ONES) & ~word & HIGHEST;
  }

  /** How many bytes stand before the first mark. */
  static int first(long marks) {
    return Long.numberOfTrailingZeros(marks) >>> 3;
  }

  /** The marks without the first. */
  static long further(long marks) {
    return marks & (marks - 1);
  }
}
