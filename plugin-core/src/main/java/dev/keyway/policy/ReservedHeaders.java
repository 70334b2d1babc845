package dev.keyway.policy;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Headers that a policy can't add to a request: the key's, the framing's, and our own. */
public final class ReservedHeaders {

  /** A token: RFC 9110, section 5.6.2. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final Set<String> CREDENTIALS =
      Set.of(
          "authorization",
          "proxy-authorization",
          "x-api-key",
          "api-key",
          "x-goog-api-key",
          "x-provider-key",
          "cookie");

  private static final Set<String> FRAMING =
      Set.of(
          "host",
          "content-length",
          "content-encoding",
          "transfer-encoding",
          "accept-encoding",
          "connection",
          "keep-alive",
          "proxy-connection",
          "http2-settings",
          "te",
          "trailer",
          "upgrade",
          "expect");

  private ReservedHeaders() {}

  /** Whether a policy can't set the header of this name, given in lower case. */
  public static boolean contains(String lowerCaseName) {
    return CREDENTIALS.contains(lowerCaseName)
        || FRAMING.contains(lowerCaseName)
        || lowerCaseName.startsWith("x-keyway-");
  }

  /** Why a policy can't set the header, or null when it can. */
  static @Nullable String flaw(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!TOKEN.matcher(name).matches()) {
      return "not a header's name: letters, digits, hyphens";
    }
    if (CREDENTIALS.contains(lower)) {
      return "a credential; it comes from api_keys alone and can't be set here";
    }
    return contains(lower) ? "set by the gateway itself; it can't be set here" : null;
  }

  /** Why a key can't travel in the header, or null when it can. */
  static @Nullable String flawOfKeyHeader(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!TOKEN.matcher(name).matches()) {
      return "not a header's name: letters, digits, hyphens";
    }
    boolean taken = FRAMING.contains(lower) || lower.startsWith("x-keyway-");
    return taken ? "set by the gateway itself; a key can't travel in it" : null;
  }
}
