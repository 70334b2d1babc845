package dev.keyway.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Headers that a policy can't set: those of credentials, those that frame a message, and our own.
 */
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

  /** What else the gateway says itself in a request: where it goes, and how answers may come. */
  private static final Set<String> OWN = Set.of("host", "accept-encoding", "expect");

  private ReservedHeaders() {}

  /** Whether a policy can't add the header of this name to a request, given in lower case. */
  public static boolean contains(String lowerCaseName) {
    return CREDENTIALS.contains(lowerCaseName) || setHere(lowerCaseName);
  }

  /** Why a policy can't add the header to every request, or null when it can. */
  public static @Nullable String flaw(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!TOKEN.matcher(name).matches()) {
      return "not a header's name: letters, digits, hyphens";
    }
    if (CREDENTIALS.contains(lower)) {
      return "a credential; it comes from api_keys alone and can't be set here";
    }
    return contains(lower) ? "set by the gateway itself; it can't be set here" : null;
  }

  /**
   * Why a rule can't set the header, or null when it can. A rule may set what carries a credential:
   * it does so for this request alone.
   */
  public static @Nullable String flawInRule(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!TOKEN.matcher(name).matches()) {
      return "not a header's name: letters, digits, hyphens";
    }
    return setHere(lower) ? "set by the gateway itself; it can't be set here" : null;
  }

  /** Whether a header frames a message or is our own, by its name in lower case. */
  public static boolean setHere(String lowerCaseName) {
    return FramingHeaders.contain(lowerCaseName)
        || OWN.contains(lowerCaseName)
        || lowerCaseName.startsWith("x-keyway-");
  }

  /** Whether a header carries a credential, by its name in lower case. */
  public static boolean carriesCredential(String lowerCaseName) {
    return CREDENTIALS.contains(lowerCaseName);
  }

  /** Why a key can't travel in the header, or null when it can. */
  public static @Nullable String flawOfKeyHeader(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!TOKEN.matcher(name).matches()) {
      return "not a header's name: letters, digits, hyphens";
    }
    return setHere(lower) ? "set by the gateway itself; a key can't travel in it" : null;
  }
}
