package dev.keyway.provider;

import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.http.Origin;
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
 * @param keyInQuery whether the target's query holds the key or another secret, so that whoever
 *     logs it tells that
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
    Predicate<String> settled,
    boolean keyInQuery) {

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
    return Origin.tls(target);
  }

  /** The host's name or address, an IPv6 one without its brackets. */
  public String host() {
    return Origin.host(target);
  }

  /** The port: the one written, else the scheme's. */
  public int port() {
    return Origin.port(target);
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
