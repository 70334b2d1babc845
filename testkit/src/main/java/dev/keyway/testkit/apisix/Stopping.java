package dev.keyway.testkit.apisix;

import dev.keyway.http.Headers;
import io.github.api7.A6.HTTPReqCall.Stop;
import java.util.List;
import java.util.Locale;

/** What a client sees of an answer that the runner gives. */
final class Stopping {

  private static final int LEAST_STATUS = 100;
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int BAD_REQUEST = 400;

  private Stopping() {}

  static Outcome outcome(Stop stop) {
    int status = stop.status() == 0 ? OK : stop.status();
    List<Entry> entries = Messages.entries(stop.headersLength(), stop::headers);
    byte[] body = Messages.bytes(stop.bodyAsByteBuffer());
    if (status < LEAST_STATUS) {
      return new Outcome.Cut();
    }
    return body.length == 0 && status >= BAD_REQUEST
        ? NginxPage.of(status, headers(entries))
        : new Outcome.Answered(status, body, typed(headers(entries), status));
  }

  /** Their names are in lower case. */
  static Headers headers(List<Entry> entries) {
    Headers.Builder headers = Headers.builder();
    for (Entry entry : entries) {
      if (entry.value() != null) {
        headers.add(entry.name().toLowerCase(Locale.ROOT), entry.value());
      }
    }
    return headers.build();
  }

  /** Nginx gives a type to a body that has none. */
  static Headers typed(Headers headers, int status) {
    return status == NO_CONTENT || headers.contains("content-type")
        ? headers
        : headers.toBuilder().add("Content-Type", "text/plain").build();
  }
}
