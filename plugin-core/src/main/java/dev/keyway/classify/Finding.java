package dev.keyway.classify;

import dev.keyway.classify.Outcome.Answered;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is to be seen in an answer, before any table says what it means. */
sealed interface Finding {

  /** Nothing is wrong with it. */
  record Good() implements Finding {}

  /** It is no answer of the API at all: the provider, or something before it, is in trouble. */
  record Trouble(String reason) implements Finding {}

  /**
   * The API says that something failed.
   *
   * @param status what the error rows are asked with: the HTTP status, or the one embedded in an
   *     error that came under a successful one; null when there is none
   * @param httpStatus the HTTP status
   * @param body what the error object says
   * @param webPage whether it is a page for people, so that the API itself has not spoken
   */
  record Failed(@Nullable Integer status, int httpStatus, ErrorBody body, boolean webPage)
      implements Finding {}

  int NO_CONTENT = 204;
  int RESET_CONTENT = 205;

  /** Looks at an answer. */
  static Finding in(Answered answer) {
    int status = answer.status();
    if (status >= 400) {
      return new Failed(status, status, ErrorBody.of(answer.body()), isWebPage(answer));
    }
    if (status < 200) {
      return new Trouble("status_" + status);
    }
    return switch (answer.prefix()) {
      case STREAM_CONTENT, STREAM_GUARD_OVER -> new Good();
      case STREAM_EMPTY -> new Trouble("empty_stream");
      case STREAM_ERROR -> hidden(status, ErrorBody.of(answer.body()));
      case UNREADABLE -> new Trouble("unreadable_body");
      case COMPLETE -> status >= 300 ? new Good() : complete(answer);
      // It was too large to hold back.
      case TRUNCATED -> status < 300 && isWebPage(answer) ? new Trouble("web_page") : new Good();
    };
  }

  private static Finding complete(Answered answer) {
    if (isWebPage(answer)) {
      return new Trouble("web_page");
    }
    int status = answer.status();
    if (isBlank(answer.body()) && status != NO_CONTENT && status != RESET_CONTENT) {
      return new Trouble("empty_body");
    }
    ErrorBody error = HiddenErrors.in(answer.headers(), answer.body());
    return error == null ? new Good() : hidden(status, error);
  }

  /** Some send blanks to keep the connection alive until the answer begins. */
  private static boolean isBlank(ByteSlice body) {
    int end = body.offset() + body.length();
    int at = body.offset();
    while (at < end && body.bytes()[at] <= ' ' && body.bytes()[at] >= 0) {
      at++;
    }
    return at == end;
  }

  private static Finding hidden(int httpStatus, ErrorBody error) {
    return new Failed(error.status(), httpStatus, error, false);
  }

  /** No surface answers with HTML: a captive portal, a load balancer or a firewall does. */
  private static boolean isWebPage(Answered answer) {
    String type = contentType(answer.headers());
    return (type == null || type.contains("json"))
        ? startsLikeHtml(answer.body())
        : type.startsWith("text/html") || type.startsWith("application/xhtml");
  }

  private static @Nullable String contentType(Headers headers) {
    String type = headers.first("content-type");
    return type == null ? null : type.strip().toLowerCase(Locale.ROOT);
  }

  private static boolean startsLikeHtml(ByteSlice body) {
    if (body.length() > 0 && body.bytes()[body.offset()] == '{') {
      return false;
    }
    int length = Math.min(body.length(), 64);
    String start =
        new String(body.bytes(), body.offset(), length, StandardCharsets.ISO_8859_1)
            .strip()
            .toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype html") || start.startsWith("<html");
  }
}
