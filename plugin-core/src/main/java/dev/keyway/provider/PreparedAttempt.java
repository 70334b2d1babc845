package dev.keyway.provider;

import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One attempt as it goes onto the wire. It prints neither header values nor the query: both may
 * hold a key.
 *
 * @param provider the id of the provider it is for
 * @param method the client's HTTP method
 * @param target scheme, host, port, path and query
 * @param headers all headers but {@code Host} and those that frame the body, which the carrier sets
 * @param body the body's parts, one after another
 * @param strippedParams top-level body fields that were left out because the model or surface does
 *     not take them, or because their limit moved to another field
 * @param cappedParams top-level body fields that hold the policy's limit of output tokens in place
 *     of the client's, or of none
 * @param addedParams top-level body fields that ask the provider for what the policy needs to know
 * @param settled which body fields were set or left out: where the client's upload goes on beyond
 *     this body, none of them may come again
 */
public record PreparedAttempt(
    String provider,
    String method,
    URI target,
    Headers headers,
    List<ByteSlice> body,
    List<String> strippedParams,
    Map<String, Long> cappedParams,
    List<String> addedParams,
    Predicate<String> settled) {

  public PreparedAttempt {
    body = List.copyOf(body);
    strippedParams = List.copyOf(strippedParams);
    cappedParams = Map.copyOf(cappedParams);
    addedParams = List.copyOf(addedParams);
  }

  /** Whether a stream is asked to say what it used although its client did not ask. */
  public boolean asksForUsage() {
    return addedParams.contains(UsageWish.FIELD);
  }

  /** Whether the connection is to be encrypted. */
  public boolean tls() {
    return target.getScheme().equalsIgnoreCase("https");
  }

  /**
   * The host's name or address, an IPv6 one without its brackets. Unlike {@link URI#getHost()} it
   * is never null: names with an underscore, which container networks use, are hosts here.
   */
  public String host() {
    String authority = target.getRawAuthority();
    int colon = portColon(authority);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The port: the one written, else the scheme's. */
  public int port() {
    String authority = target.getRawAuthority();
    int colon = portColon(authority);
    if (colon < 0 || colon == authority.length() - 1) {
      return tls() ? 443 : 80;
    }
    return Integer.parseInt(authority, colon + 1, authority.length(), 10);
  }

  /** Scheme, host, port and path: what may be shown. */
  public String shownTarget() {
    return target.getScheme() + "://" + target.getRawAuthority() + target.getRawPath();
  }

  @Override
  public String toString() {
    return "PreparedAttempt[" + method + " " + shownTarget() + "]";
  }

  private static int portColon(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.indexOf(']') ? colon : -1;
  }
}
