package dev.keyway.bench.simulation;

import dev.keyway.http.Headers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** The headers by which OpenAI tells the quota left, and those who took its names. */
final class OpenAiHeaders {

  private OpenAiHeaders() {}

  static Headers quota(Account account, Instant now) {
    Headers.Builder headers = Headers.builder();
    for (Limit limit : account.limits()) {
      String unit = limit.unit().words();
      Window window = limit.window();
      headers
          .add("x-ratelimit-limit-" + unit, Long.toString(window.limit()))
          .add("x-ratelimit-remaining-" + unit, Long.toString(window.remaining(now)))
          .add("x-ratelimit-reset-" + unit, goDuration(Duration.between(now, window.fullAt(now))));
    }
    return headers.build();
  }

  /** {@code 6m0s}, {@code 7.66s}, {@code 12ms}. */
  static String goDuration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + "ms";
    }
    String seconds = BigDecimal.valueOf(millis % 60_000, 3).toPlainString() + "s";
    long minutes = millis / 60_000;
    if (minutes == 0) {
      return seconds;
    }
    return (minutes < 60 ? "" : minutes / 60 + "h") + minutes % 60 + "m" + seconds;
  }
}
