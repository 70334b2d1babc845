package dev.keyway.facts;

import dev.keyway.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Host and port as a {@code Host} header says them (RFC 9110, section 7.2).
 *
 * @param text the header's value
 * @param host the host alone, without the brackets around an IPv6 address
 * @param port the port, or null when it is not written
 */
record Authority(String text, String host, @Nullable Integer port) {

  private static final int MOST_DIGITS = 5;

  /** Null when there is no such header. */
  static @Nullable Authority of(Headers headers) {
    String text = headers.first("host");
    if (text == null) {
      return null;
    }
    int colon = text.lastIndexOf(':');
    boolean written = colon > text.lastIndexOf(']') && colon == text.indexOf(':', endOfHost(text));
    String host = written ? text.substring(0, colon) : text;
    return new Authority(text, withoutBrackets(host), written ? port(text, colon) : null);
  }

  private static int endOfHost(String text) {
    return text.startsWith("[") ? Math.max(0, text.indexOf(']')) : 0;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static @Nullable Integer port(String text, int colon) {
    String digits = text.substring(colon + 1);
    return digits.matches("[0-9]{1," + MOST_DIGITS + "}") ? Integer.valueOf(digits) : null;
  }
}
