package dev.keyway.access;

import java.util.List;
import java.util.Set;

/**
 * Headers that are between client, host gateway and Keyway, and no provider's business: our own,
 * credentials, and what the hosts' authentication plugins add about the caller.
 *
 * <p>Kong: {@code X-Consumer-…}, {@code X-Credential-…}, {@code X-Anonymous-Consumer}, {@code
 * X-Authenticated-…} ("Upstream Headers" of its authentication plugins). APISIX: {@code
 * X-Consumer-…}, {@code X-Credential-Identifier}; openid-connect adds the tokens themselves. Both:
 * key-auth reads {@code apikey} unless told otherwise.
 */
public final class PrivateHeaders {

  private static final String OURS = "x-keyway-";

  private static final Set<String> NAMES =
      Set.of(
          "authorization",
          "proxy-authorization",
          "cookie",
          "x-api-key",
          "api-key",
          "x-goog-api-key",
          "apikey",
          "x-provider-key",
          "x-anonymous-consumer",
          "x-userinfo",
          "x-access-token",
          "x-id-token",
          "x-refresh-token");

  /** They tell about a caller, and open nothing. */
  private static final Set<String> NO_CREDENTIALS = Set.of("x-anonymous-consumer");

  private static final List<String> PREFIXES =
      List.of(OURS, "x-consumer-", "x-credential-", "x-authenticated-");

  private PrivateHeaders() {}

  /** Whether the header is Keyway's own: removed at the door, whoever sent it. */
  public static boolean isOurs(String lowerCaseName) {
    return lowerCaseName.startsWith(OURS);
  }

  /**
   * Whether the header never goes on to a provider as the client or host sent it. The credential of
   * an attempt is set anew, from a configured key or from the {@link ClientCredential}.
   */
  public static boolean staysHere(String lowerCaseName) {
    if (NAMES.contains(lowerCaseName)) {
      return true;
    }
    for (String prefix : PREFIXES) {
      if (lowerCaseName.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the header carries a credential, or what tells as much as one. */
  public static boolean carriesCredential(String lowerCaseName) {
    return NAMES.contains(lowerCaseName) && !NO_CREDENTIALS.contains(lowerCaseName);
  }
}
