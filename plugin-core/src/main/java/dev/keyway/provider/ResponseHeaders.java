package dev.keyway.provider;

import dev.keyway.http.FramingHeaders;
import dev.keyway.http.Headers;
import java.util.Set;

/** What of a provider's response headers reaches the client. */
public final class ResponseHeaders {

  private ResponseHeaders() {}

  /**
   * The headers less those that are one hop's, one key's, or one account's, and those that speak
   * for the provider's origin. The provider's request id stays, and so does {@code Content-Length}:
   * the body passes as it is.
   */
  public static Headers forClient(Headers upstream) {
    Set<String> oneHop = HopByHop.listed(upstream);
    return upstream.without(name -> staysHere(name, oneHop) || NameList.QUOTA_HEADERS.holds(name));
  }

  /**
   * The same where the client's own key was used: what is left of its quota, and when to come back,
   * is then the client's to know.
   */
  public static Headers forOwner(Headers upstream) {
    Set<String> oneHop = HopByHop.listed(upstream);
    return upstream.without(name -> staysHere(name, oneHop));
  }

  private static boolean staysHere(String name, Set<String> oneHop) {
    return FramingHeaders.areOfOneHop(name)
        || oneHop.contains(name)
        || NameList.RESPONSE_HEADERS.holds(name);
  }
}
