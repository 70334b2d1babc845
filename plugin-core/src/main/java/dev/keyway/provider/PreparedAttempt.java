package dev.keyway.provider;

import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import java.net.URI;
import java.util.List;

/**
 * One attempt as it goes onto the wire. It prints neither header values nor the query: both may
 * hold a key.
 *
 * @param method the client's HTTP method
 * @param target scheme, host, port, path and query
 * @param headers all headers but {@code Host} and those that frame the body, which the carrier sets
 * @param body the body's parts, one after another
 * @param strippedParams top-level body fields that were left out because the model or surface does
 *     not take them
 */
public record PreparedAttempt(
    String method, URI target, Headers headers, List<ByteSlice> body, List<String> strippedParams) {

  public PreparedAttempt {
    body = List.copyOf(body);
    strippedParams = List.copyOf(strippedParams);
  }

  /** Scheme, host, port and path: what may be shown. */
  public String shownTarget() {
    return target.getScheme() + "://" + target.getRawAuthority() + target.getRawPath();
  }

  @Override
  public String toString() {
    return "PreparedAttempt[" + method + " " + shownTarget() + "]";
  }
}
