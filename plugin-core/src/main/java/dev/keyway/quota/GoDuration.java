package dev.keyway.quota;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations as Go's {@code time.Duration} prints them, which OpenAI, Groq and Google use: {@code
 * 6m0s}, {@code 12ms}, {@code 2m59.56s}. Days are read as well.
 */
final class GoDuration {

  private static final Pattern PART =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)(d|h|ms|m|s|us|µs|μs|ns)");

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
    Matcher part = PART.matcher(text);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (end < text.length() && part.find(end) && part.start() == end) {
      BigDecimal unit = BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L));
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
      end = part.end();
    }
    boolean whole = end > 0 && end == text.length();
    boolean sane = nanos.compareTo(BigDecimal.valueOf(TimeForm.FURTHEST.toNanos())) <= 0;
    return whole && sane ? Duration.ofNanos(nanos.longValue()) : null;
  }
}
