package dev.keyway.quota;

import dev.keyway.document.JsonExcerpt;
import dev.keyway.http.ByteSlice;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The members of an error body that say when to come back. */
final class BodyHints {

  private static final Set<String> PLACES =
      Set.of(
          "error",
          "error.details",
          "error.details.violations",
          "error.metadata",
          "error.metadata.headers");

  private static final List<RetryRow> MEMBERS = RetryRow.rows("retry-members.yaml", "place");

  /**
   * Google's daily quotas begin anew at midnight there (ai.google.dev/gemini-api/docs/rate-limits).
   */
  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  /** Anthropic's own spend limits name the end in words; anchored, so that no echo can be meant. */
  private static final Pattern REGAIN_ACCESS =
      Pattern.compile(
          "You have reached your specified (?:workspace )?API usage limits\\. "
              + "You will regain access on (\\d{4}-\\d\\d-\\d\\d) at (\\d\\d:\\d\\d) UTC.*",
          Pattern.DOTALL);

  private static final String MONTHLY_CAP = "enforced_spend_limit_reached";

  private BodyHints() {}

  /** Reads the data file now. */
  static void prepare() {}

  /** Every hint in the body, in no order; null where a member holds none. */
  static Stream<@Nullable Instant> in(ByteSlice body, Instant now) {
    JsonExcerpt json = JsonExcerpt.read(body, PLACES);
    Stream<@Nullable Instant> members =
        MEMBERS.stream()
            .flatMap(row -> json.all(row.at()).stream().map(text -> row.form().at(text, now)));
    return Stream.concat(
        members, Stream.of(nextDay(json, now), regained(json), nextMonth(json, now)));
  }

  private static @Nullable Instant nextDay(JsonExcerpt json, Instant now) {
    boolean daily =
        json.all("error.details.violations.quotaId").stream().anyMatch(id -> id.contains("PerDay"));
    ZonedDateTime there = now.atZone(PACIFIC);
    return daily ? there.toLocalDate().plusDays(1).atStartOfDay(PACIFIC).toInstant() : null;
  }

  private static @Nullable Instant regained(JsonExcerpt json) {
    String message = json.firstString("error.message");
    Matcher words = message == null ? null : REGAIN_ACCESS.matcher(message);
    if (words == null || !words.matches()) {
      return null;
    }
    try {
      return LocalDateTime.of(LocalDate.parse(words.group(1)), LocalTime.parse(words.group(2)))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Anthropic's monthly cap of a usage tier ends with the month, by UTC (its rate-limits page). */
  private static @Nullable Instant nextMonth(JsonExcerpt json, Instant now) {
    LocalDate first = now.atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1).plusMonths(1);
    return json.all("error.details.error_code").contains(MONTHLY_CAP)
        ? first.atStartOfDay(ZoneOffset.UTC).toInstant()
        : null;
  }
}
