package dev.keyway.record;

import java.time.Instant;

/**
 * Writes instants as {@link Instant#toString} does. The text of a second serves for all instants in
 * it: requests come many a second.
 */
final class InstantText {

  private static final int NANOS_A_MILLI = 1_000_000;
  private static final int NANOS_A_MICRO = 1_000;

  private long second = Long.MIN_VALUE;
  private String textOfSecond = "";

  void write(Instant instant, JsonBytes to) {
    if (instant.getEpochSecond() != second) {
      second = instant.getEpochSecond();
      String text = Instant.ofEpochSecond(second).toString();
      textOfSecond = text.substring(0, text.length() - 1);
    }
    to.ascii(textOfSecond);
    fraction(instant.getNano(), to);
    to.mark('Z');
  }

  /** Three, six or nine digits, or none. */
  private static void fraction(int nanos, JsonBytes to) {
    if (nanos == 0) {
      return;
    }
    to.mark('.');
    if (nanos % NANOS_A_MILLI == 0) {
      digits(nanos / NANOS_A_MILLI, 100, to);
    } else if (nanos % NANOS_A_MICRO == 0) {
      digits(nanos / NANOS_A_MICRO, 100_000, to);
    } else {
      digits(nanos, 100_000_000, to);
    }
  }

  private static void digits(int number, int highest, JsonBytes to) {
    for (int place = highest; place > 0; place /= 10) {
      to.mark((char) ('0' + number / place % 10));
    }
  }
}
