package dev.keyway.quota;

import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.quota.QuotaWindow.Kind;
import dev.keyway.quota.QuotaWindow.Reading;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rate-limit signals of a response in its provider's own words, which stand in data files
 * beside this class. Pure; unknown forms are unknown, never an error, and unknown is never zero.
 */
public final class QuotaSignals {

  private static final int TOO_MANY_REQUESTS = 429;

  private static final List<RetryRow> RETRY_HEADERS = RetryRow.rows("retry-headers.yaml", "header");

  private QuotaSignals() {}

  /** Reads the data files now, so that no request waits for them. */
  public static void prepare() {
    report("", Headers.empty(), Instant.EPOCH);
    BodyHints.prepare();
  }

  /**
   * What the headers say of the quota left. Where a provider counts tokens in several windows
   * (input, output), the one with least remaining speaks for all, with its own limit and reset.
   */
  public static QuotaReport report(String providerId, Headers headers, Instant now) {
    Reading requests = tightest(providerId, Kind.REQUESTS, headers, now);
    Reading tokens = tightest(providerId, Kind.TOKENS, headers, now);
    if (requests == null && tokens == null) {
      return QuotaReport.NONE;
    }
    return new QuotaReport(
        requests == null ? null : requests.remaining(),
        tokens == null ? null : tokens.remaining(),
        requests == null ? null : requests.limit(),
        tokens == null ? null : tokens.limit(),
        requests == null ? null : requests.reset(),
        tokens == null ? null : tokens.reset());
  }

  /**
   * When the provider asks to be called again, in the future, or null when it does not say: what it
   * {@linkplain #statedRetryAt states}, else, with a 429, when the windows that are used up begin
   * anew (the later of two). A window with something left says nothing.
   */
  public static @Nullable Instant retryAt(
      String providerId, int status, Headers headers, ByteSlice body, Instant now) {
    Instant stated = statedRetryAt(headers, body, now);
    if (stated != null || status != TOO_MANY_REQUESTS) {
      return stated;
    }
    QuotaReport report = report(providerId, headers, now);
    return latest(
        now,
        Stream.of(
            usedUp(report.remainingRequests()) ? report.requestsReset() : null,
            usedUp(report.remainingTokens()) ? report.tokensReset() : null));
  }

  /**
   * When the provider says in so many words that it wants to be called again: {@code
   * retry-after-ms}, {@code Retry-After} (seconds, also fractional, or a date), else a member of
   * its error body. A time that is not in the future says nothing.
   */
  public static @Nullable Instant statedRetryAt(Headers headers, ByteSlice body, Instant now) {
    for (RetryRow row : RETRY_HEADERS) {
      Instant time = row.form().at(headers.first(row.at()), now);
      if (time != null && time.isAfter(now)) {
        return time;
      }
    }
    return latest(now, BodyHints.in(body, now));
  }

  /** The latest of some times that lies in the future, or null. */
  private static @Nullable Instant latest(Instant now, Stream<@Nullable Instant> times) {
    return times
        .filter(Objects::nonNull)
        .filter(time -> time.isAfter(now))
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static boolean usedUp(@Nullable Long remaining) {
    return remaining != null && remaining == 0;
  }

  private static @Nullable Reading tightest(
      String providerId, Kind kind, Headers headers, Instant now) {
    Reading tightest = null;
    for (QuotaWindow window : QuotaWindow.of(providerId)) {
      Reading reading = window.kind() == kind ? window.read(headers, now) : null;
      if (reading != null && (tightest == null || left(reading) < left(tightest))) {
        tightest = reading;
      }
    }
    return tightest;
  }

  private static long left(Reading reading) {
    Long remaining = reading.remaining();
    return remaining == null ? Long.MAX_VALUE : remaining;
  }
}
