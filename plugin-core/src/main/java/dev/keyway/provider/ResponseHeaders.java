package dev.keyway.provider;

import dev.keyway.http.Headers;

/** What of a provider's response headers reaches the client. */
public final class ResponseHeaders {

  private ResponseHeaders() {}

  /** The headers less those that are one hop's, one key's, or one account's. */
  public static Headers forClient(Headers upstream) {
    throw new UnsupportedOperationException(upstream.toString());
  }
}
