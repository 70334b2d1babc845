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
    return forOwner(upstream).without(NameList.QUOTA_HEADERS::holds);
  }

  /**
   * The same where the client's own key was used: what is left of its quota, and when to come back,
   * is then the client's to know.
   */
  public static Headers forOwner(Headers upstream) {
    Set<String> oneHop = HopByHop.listed(upstream);
    return upstream.without(name ->
        FramingHeaders.areOfOneHop(name)
            || oneHop.contains(name)
            || NameList.RESPONSE_HEADERS.holds(name));
  }
}
