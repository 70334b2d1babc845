package dev.keyway.server.command;

import dev.keyway.document.Units;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads until when a key is to be good. */
final class Expiry {

  private static final Pattern DAYS = Pattern.compile("([0-9]{1,5})d");

  private Expiry() {}

  /**
   * The instant from which the key is refused; null when the text is none of {@code 90d}, {@code
   * 12h}, {@code 2027-01-31} (through that day, UTC), {@code 2027-01-31T12:00:00Z}.
   */
  static @Nullable Instant parse(String text, Instant now) {
    Duration time = time(text);
    if (time != null) {
      return time.isZero() ? null : now.plus(time);
    }
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Duration time(String text) {
    Matcher days = DAYS.matcher(text);
    return days.matches() ? Duration.ofDays(Long.parseLong(days.group(1))) : Units.duration(text);
  }
}
