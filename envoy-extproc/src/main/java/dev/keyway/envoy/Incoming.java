package dev.keyway.envoy;

import dev.keyway.envoy.wire.HeaderMap;
import dev.keyway.envoy.wire.HeaderValue;
import dev.keyway.http.Headers;
import dev.keyway.http.PathPrefix;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message's head as Envoy hands it over: HTTP/2's pseudo-headers (RFC 9113, section 8.3) and the
 * others.
 *
 * @param method {@code :method}; empty in an answer
 * @param path {@code :path} without its query; empty in an answer
 * @param query what follows the question mark, or null
 * @param scheme {@code :scheme}; empty in an answer
 * @param status {@code :status}; 0 in a request
 * @param headers the others, and {@code :authority} as {@code host}
 */
record Incoming(
    String method,
    String path,
    @Nullable String query,
    String scheme,
    int status,
    Headers headers) {

  static Incoming of(HeaderMap map) {
    String method = "";
    String target = "";
    String scheme = "";
    int status = 0;
    Headers.Builder headers = Headers.builder();
    for (HeaderValue header : map.getHeadersList()) {
      String value = value(header);
      switch (header.getKey()) {
        case ":method" -> method = value;
        case ":path" -> target = value;
        case ":scheme" -> scheme = value;
        case ":status" -> status = number(value);
        case ":authority" -> headers.add("host", value);
        default -> headers.add(header.getKey(), value);
      }
    }
    int question = target.indexOf('?');
    return new Incoming(
        method,
        question < 0 ? target : target.substring(0, question),
        question < 0 ? null : target.substring(question + 1),
        scheme,
        status,
        headers.build());
  }

  /** Whether its body is a stream of events. */
  boolean isEventStream() {
    String type = headers.first("content-type");
    return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("text/event-stream");
  }

  /**
   * Whether Envoy takes a header of this lower-case name for an order, such as a time-out or
   * retries, which it believes of clients it takes for internal ones. It would give up early, or
   * have the relay make all its attempts again.
   */
  static boolean steersEnvoy(String name) {
    return name.startsWith("x-envoy-");
  }

  /** The same at another path, without a query. */
  Incoming at(String otherPath) {
    return new Incoming(method, otherPath, null, scheme, status, headers);
  }

  /** The same without a prefix of its path, when it has it. */
  Incoming without(String prefix) {
    return prefix.isEmpty()
        ? this
        : new Incoming(method, PathPrefix.off(prefix, path), query, scheme, status, headers);
  }

  /** Envoy fills one or the other, as its runtime flags say; header values are bytes. */
  private static String value(HeaderValue header) {
    return header.getRawValue().isEmpty()
        ? header.getValue()
        : header.getRawValue().toString(StandardCharsets.ISO_8859_1);
  }

  private static int number(String status) {
    return status.length() == 3 && status.chars().allMatch(Incoming::isDigit)
        ? Integer.parseInt(status)
        : 0;
  }

  /** What {@code content-length} says; -1 when it is not there, or no number. */
  long contentLength() {
    String length = headers.first("content-length");
    return length != null && length.length() < 16 && length.chars().allMatch(Incoming::isDigit)
        ? Long.parseLong(length)
        : -1;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Prints neither the query nor header values: both may hold a key. */
  @Override
  public String toString() {
    return "Incoming[" + method + " " + path + " " + (status == 0 ? "" : status) + "]";
  }
}
