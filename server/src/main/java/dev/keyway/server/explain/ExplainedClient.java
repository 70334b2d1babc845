package dev.keyway.server.explain;

import dev.keyway.access.Caller;
import dev.keyway.http.Headers;
import java.util.List;
import java.util.Map;

/**
 * Who is assumed to send a request.
 *
 * @param caller who calls, and who vouches for that
 * @param bringsProviderKey whether a provider key of the client's own comes along
 * @param route the host gateway's route, or the listener's name
 */
public record ExplainedClient(Caller caller, boolean bringsProviderKey, String route) {

  /** The header that names a client's own provider key, whoever vouches for the client. */
  private static final String PROVIDER_KEY = "x-provider-key";

  private static final String STAND_IN = "stand-in-for-the-clients-own-key";

  /** A client with an access key that has no limits. */
  static final ExplainedClient SOMEBODY =
      new ExplainedClient(
          new Caller(
              Caller.Voucher.ACCESS_KEY,
              "somebody",
              null,
              List.of(),
              null,
              Map.of(),
              null,
              null,
              null),
          false,
          "listener");

  /** What the client sends: these headers, and its own key where it brings one. */
  public Headers headers(Headers given) {
    return bringsProviderKey ? given.toBuilder().set(PROVIDER_KEY, STAND_IN).build() : given;
  }
}
