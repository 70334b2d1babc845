package dev.keyway.quota;

import dev.keyway.document.DataFile;
import dev.keyway.document.DataRow;
import dev.keyway.http.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code windows.yaml}: where a provider says how much is left of one of its windows.
 *
 * @param provider the provider's id, or {@code *} for those without rows of their own
 * @param kind what is counted
 * @param limit the header with the limit
 * @param remaining the header with what remains
 * @param reset the header that says when the window begins anew
 * @param form how that is written
 * @param window the window's length as a Go duration, where the provider does not say when it
 *     begins anew
 * @param asOf when the row was checked
 * @param source where it is documented
 */
record QuotaWindow(
    String provider,
    Kind kind,
    @Nullable String limit,
    @Nullable String remaining,
    @Nullable String reset,
    @Nullable TimeForm form,
    @Nullable String window,
    String asOf,
    String source) {

  enum Kind {
    REQUESTS,
    TOKENS
  }

  /** What one answer said of the window. */
  record Reading(@Nullable Long limit, @Nullable Long remaining, @Nullable Instant reset) {}

  private static final String ANY_PROVIDER = "*";
  private static final int MOST_DIGITS = 15;
  private static final Pattern FRACTION = Pattern.compile("(\\d{1,15})\\.\\d{1,9}");

  private static final Map<String, List<QuotaWindow>> BY_PROVIDER =
      DataFile.rows(QuotaWindow.class, "windows.yaml", QuotaWindow::of).stream()
          .collect(Collectors.groupingBy(QuotaWindow::provider));

  private static QuotaWindow of(DataRow row) {
    return new QuotaWindow(
        row.text("provider"),
        row.word("kind", Kind.class),
        row.textOrNull("limit"),
        row.textOrNull("remaining"),
        row.textOrNull("reset"),
        row.wordOrNull("form", TimeForm.class),
        row.textOrNull("window"),
        row.text("as_of"),
        row.text("source"));
  }

  /** The windows of a provider. */
  static List<QuotaWindow> of(String providerId) {
    List<QuotaWindow> own = BY_PROVIDER.get(providerId);
    return own != null ? own : BY_PROVIDER.getOrDefault(ANY_PROVIDER, List.of());
  }

  /**
   * What the headers say, or null when they say nothing of this window. A limit of zero or less,
   * and anything negative, are placeholders: then the whole window is unknown, its reset too.
   */
  @Nullable Reading read(Headers headers, Instant now) {
    String limitText = value(headers, limit);
    String remainingText = value(headers, remaining);
    Long limitCount = count(limitText);
    boolean noLimit = limitCount != null && limitCount == 0;
    if (noLimit || negative(limitText) || negative(remainingText)) {
      return null;
    }
    Long remainingCount = count(remainingText);
    return limitCount == null && remainingCount == null
        ? null
        : new Reading(limitCount, remainingCount, reset(headers, now));
  }

  private @Nullable Instant reset(Headers headers, Instant now) {
    Instant said = form == null ? null : form.at(value(headers, reset), now);
    if (said != null || window == null) {
      return said;
    }
    Duration length = GoDuration.parse(window);
    return length == null ? null : now.plus(length);
  }

  private static boolean negative(@Nullable String text) {
    return text != null && text.startsWith("-");
  }

  private static @Nullable Long count(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (isWhole(text)) {
      return Long.valueOf(text);
    }
    Matcher count = FRACTION.matcher(text);
    return count.matches() ? Long.valueOf(count.group(1)) : null;
  }

  /** As nearly all are, several a request. */
  private static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MOST_DIGITS;
  }

  private static @Nullable String value(Headers headers, @Nullable String name) {
    String value = name == null ? null : headers.first(name);
    return value == null ? null : value.strip();
  }
}
