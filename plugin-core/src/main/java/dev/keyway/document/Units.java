package dev.keyway.document;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations as Go writes them ({@code 1m30s}, {@code 500ms}) and sizes with units ({@code 32MiB}).
 */
public final class Units {

  private static final Pattern STEP =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)(ns|us|µs|μs|ms|s|m|h)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns",
          1L,
          "us",
          1_000L,
          "µs",
          1_000L,
          "μs",
          1_000L,
          "ms",
          1_000_000L,
          "s",
          1_000_000_000L,
          "m",
          60_000_000_000L,
          "h",
          3_600_000_000_000L);

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9}) ?(B|kB|KB|MB|GB|KiB|MiB|GiB)");
  private static final Map<String, Long> BYTES =
      Map.of(
          "B",
          1L,
          "kB",
          1_000L,
          "KB",
          1_000L,
          "MB",
          1_000_000L,
          "GB",
          1_000_000_000L,
          "KiB",
          1L << 10,
          "MiB",
          1L << 20,
          "GiB",
          1L << 30);

  private Units() {}

  /**
   * The duration, or null when the text is none. Never negative; {@code 0} needs no unit, as in Go.
   */
  public static @Nullable Duration duration(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher step = STEP.matcher(text);
    int end = 0;
    while (step.find() && step.start() == end) {
      long unit = NANOS.getOrDefault(step.group(2), 0L);
      nanos = nanos.add(new BigDecimal(step.group(1)).multiply(BigDecimal.valueOf(unit)));
      end = step.end();
    }
    boolean whole = end > 0 && end == text.length();
    return whole && nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
        ? Duration.ofNanos(nanos.setScale(0, RoundingMode.DOWN).longValueExact())
        : null;
  }

  /** The duration in the form {@link #duration} reads, such as {@code 1m30s}. */
  public static String show(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    StringBuilder shown = new StringBuilder();
    append(shown, duration.toHours(), "h");
    append(shown, duration.toMinutesPart(), "m");
    append(shown, duration.toSecondsPart(), "s");
    append(shown, duration.toMillisPart(), "ms");
    append(shown, duration.toNanosPart() % 1_000_000, "ns");
    return shown.toString();
  }

  /** The bytes, or null when the text is no size with a unit. */
  public static @Nullable Long size(String text) {
    Matcher size = SIZE.matcher(text);
    return size.matches()
        ? Long.valueOf(Long.parseLong(size.group(1)) * BYTES.getOrDefault(size.group(2), 0L))
        : null;
  }

  private static void append(StringBuilder shown, long amount, String unit) {
    if (amount > 0) {
      shown.append(amount).append(unit);
    }
  }
}
