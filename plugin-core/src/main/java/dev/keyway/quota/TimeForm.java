package dev.keyway.quota;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a provider writes a point in time: from now on, or by the calendar. */
enum TimeForm {
  /** {@code 6m0s}, {@code 12ms}. */
  DURATION {
    @Override
    @Nullable Instant read(String text, Instant now) {
      Duration duration = GoDuration.parse(text);
      return duration == null ? null : now.plus(duration);
    }
  },
  /** {@code 20} or {@code 0.5}, from now on. */
  SECONDS {
    @Override
    @Nullable Instant read(String text, Instant now) {
      return after(now, text, 9);
    }
  },
  /** {@code 1500}, from now on. */
  MILLIS {
    @Override
    @Nullable Instant read(String text, Instant now) {
      return after(now, text, 6);
    }
  },
  /** {@code 2026-11-23T12:00:00Z}. */
  RFC3339 {
    @Override
    @Nullable Instant read(String text, Instant now) {
      return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
    }
  },
  EPOCH_SECONDS {
    @Override
    @Nullable Instant read(String text, Instant now) {
      return after(Instant.EPOCH, text, 9);
    }
  },
  EPOCH_MILLIS {
    @Override
    @Nullable Instant read(String text, Instant now) {
      return after(Instant.EPOCH, text, 6);
    }
  },
  /** The two forms of {@code Retry-After}: seconds from now on, or an HTTP date. */
  SECONDS_OR_DATE {
    @Override
    @Nullable Instant read(String text, Instant now) {
      return NUMBER.matcher(text).matches()
          ? SECONDS.read(text, now)
          : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
  },
  /**
   * Whatever it looks like. A plain number is a Unix time in milliseconds or seconds where it is
   * big enough for one of our days, seconds from now on where it is less than a month, and unknown
   * in between.
   */
  ANY {
    @Override
    @Nullable Instant read(String text, Instant now) {
      if (!NUMBER.matcher(text).matches()) {
        return text.length() > 10 && text.charAt(4) == '-'
            ? RFC3339.read(text, now)
            : DURATION.read(text, now);
      }
      double number = Double.parseDouble(text);
      if (number >= 1e12) {
        return EPOCH_MILLIS.read(text, now);
      }
      if (number >= 1e9) {
        return EPOCH_SECONDS.read(text, now);
      }
      return number < Duration.ofDays(31).toSeconds() ? SECONDS.read(text, now) : null;
    }
  };

  /** Months are the longest windows providers have; what lies further off is a misunderstanding. */
  static final Duration FURTHEST = Duration.ofDays(400);

  private static final Duration OLDEST = Duration.ofDays(1);
  private static final int LONGEST_TEXT = 64;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(\\.\\d{1,9})?");

  abstract @Nullable Instant read(String text, Instant now);

  /** The time a text means, or null when it is absent, in no known form, or absurd. */
  final @Nullable Instant at(@Nullable String text, Instant now) {
    if (text == null || text.length() > LONGEST_TEXT) {
      return null;
    }
    try {
      Instant time = read(text.strip(), now);
      return time != null && plausible(time, now) ? time : null;
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static boolean plausible(Instant time, Instant now) {
    return !time.isBefore(now.minus(OLDEST)) && !time.isAfter(now.plus(FURTHEST));
  }

  /** The time so many units of ten to the {@code power} nanoseconds after another. */
  private static @Nullable Instant after(Instant start, String text, int power) {
    if (!NUMBER.matcher(text).matches()) {
      return null;
    }
    BigDecimal nanos = new BigDecimal(text).scaleByPowerOfTen(power);
    return start.plusNanos(nanos.toBigInteger().longValueExact());
  }
}
