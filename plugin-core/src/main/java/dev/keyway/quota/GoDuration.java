package dev.keyway.quota;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Durations as Go's {@code time.Duration} prints them, which OpenAI, Groq and Google use: {@code
 * 6m0s}, {@code 12ms}, {@code 2m59.56s}. Days are read as well.
 */
final class GoDuration {

  private static final int MOST_DIGITS = 15;
  private static final int MOST_DECIMALS = 9;
  private static final long FURTHEST_NANOS = TimeForm.FURTHEST.toNanos();

  private static final Map<String, Long> NANOS =
      Map.of(
          "d", 86_400_000_000_000L,
          "h", 3_600_000_000_000L,
          "m", 60_000_000_000L,
          "s", 1_000_000_000L,
          "ms", 1_000_000L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ns", 1L);

  private GoDuration() {}

  /** The duration, or null when the text is none or is longer than {@link TimeForm#FURTHEST}. */
  static @Nullable Duration parse(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    long nanos = 0;
    int at = 0;
    while (at < text.length()) {
      int point = behindDigits(text, at);
      boolean decimals = point < text.length() && text.charAt(point) == '.';
      int unit = decimals ? behindDigits(text, point + 1) : point;
      int end = behindUnit(text, unit);
      Long unitNanos = NANOS.get(text.substring(unit, end));
      if (unitNanos == null
          || !isBetween(1, MOST_DIGITS, point - at)
          || (decimals && !isBetween(1, MOST_DECIMALS, unit - point - 1))) {
        return null;
      }
      long whole = Long.parseLong(text, at, point, 10);
      if (whole > FURTHEST_NANOS / unitNanos) {
        return null;
      }
      nanos += whole * unitNanos + (decimals ? decimals(text, point + 1, unit, unitNanos) : 0);
      at = end;
    }
    return at == 0 || nanos > FURTHEST_NANOS ? null : Duration.ofNanos(nanos);
  }

  private static long decimals(String text, int from, int to, long unitNanos) {
    return (long)
        (Long.parseLong(text, from, to, 10) * (double) unitNanos / Math.pow(10, to - from));
  }

  private static int behindDigits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int behindUnit(String text, int from) {
    int at = from;
    while (at < text.length() && !isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isBetween(int least, int most, int number) {
    return number >= least && number <= most;
  }
}
