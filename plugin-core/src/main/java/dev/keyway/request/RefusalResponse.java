package dev.keyway.request;

import dev.keyway.http.Headers;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import java.time.Duration;

/**
 * A refusal as an HTTP response: the one place where it becomes one.
 *
 * @param status HTTP status
 * @param headers content type, {@code x-keyway-error}, and when to try again; without those that
 *     frame the body
 * @param body JSON in the dialect, UTF-8
 */
public record RefusalResponse(int status, Headers headers, byte[] body) {

  private static final int NANOS_PER_MILLI = 1_000_000;

  /** The response to a refusal in a dialect. */
  public static RefusalResponse of(Refusal refusal, Dialect dialect) {
    return new RefusalResponse(
        refusal.code().status(), headers(refusal), dialect.errorBody(refusal));
  }

  /** The response in the dialect of a format. */
  public static RefusalResponse of(Refusal refusal, Format format) {
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
    return headers.build();
  }

  /** Rounded up, for who comes back early is refused again. SDKs prefer the milliseconds. */
  private static void addRetryAfter(Headers.Builder headers, Duration wait) {
    long millis = wait.isNegative() ? 0 : wait.plusNanos(NANOS_PER_MILLI - 1).toMillis();
    headers.add("retry-after", String.valueOf((millis + 999) / 1000));
    headers.add("retry-after-ms", String.valueOf(millis));
  }
}
