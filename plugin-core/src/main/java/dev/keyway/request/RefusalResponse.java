package dev.keyway.request;

import dev.keyway.http.Answer;
import dev.keyway.http.Headers;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import java.time.Duration;

/**
 * A refusal as an HTTP response: the one place where it becomes one. Its headers are the content
 * type, {@code x-keyway-error}, and whether and when to try again; its body is JSON in the dialect.
 */
public final class RefusalResponse {

  private static final int NANOS_PER_MILLI = 1_000_000;

  private RefusalResponse() {}

  /** The response to a refusal in a dialect. */
  public static Answer of(Refusal refusal, Dialect dialect) {
    return new Answer(refusal.code().status(), headers(refusal), dialect.errorBody(refusal));
  }

  /** The response in the dialect of a format. */
  public static Answer of(Refusal refusal, Format format) {
    return of(refusal, Dialect.of(format));
  }

  private static Headers headers(Refusal refusal) {
    Headers.Builder headers =
        Headers.builder()
            .add("content-type", "application/json")
            .add("x-keyway-error", refusal.code().wireName());
    if (refusal.code() == ErrorCode.UNAUTHENTICATED) {
      // RFC 9110, section 15.5.2: a 401 must name a way to authenticate.
      headers.add("www-authenticate", "Bearer");
    }
    if (refusal.retryAfter() != null) {
      addRetryAfter(headers, refusal.retryAfter());
    }
    RetryAdvice.of(refusal).addTo(headers);
    return headers.build();
  }

  /** Rounded up, for who comes back early is refused again. SDKs prefer the milliseconds. */
  private static void addRetryAfter(Headers.Builder headers, Duration wait) {
    long millis = wait.isNegative() ? 0 : wait.plusNanos(NANOS_PER_MILLI - 1).toMillis();
    headers.add("retry-after", String.valueOf((millis + 999) / 1000));
    headers.add("retry-after-ms", String.valueOf(millis));
  }
}
