package dev.keyway;

import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.access.OwnCredential;
import dev.keyway.catalogue.AuthStyle;
import dev.keyway.http.Headers;
import dev.keyway.request.Destination;
import org.jspecify.annotations.Nullable;

/**
 * A request as a carrier hands it over, or refuses it.
 *
 * @param id the request's id: given back as {@code x-keyway-id}, and found in the record
 * @param destination where its path leads
 * @param method HTTP method
 * @param path the client's path, without its query
 * @param query the raw query without its question mark, or null
 * @param headers the client's headers, less those that admission consumed
 * @param caller who calls
 * @param clientCredential the provider credential of the client's own that may be passed on to any
 *     provider; see {@link #credentialFor}
 * @param credentialHash a keyed hash of whatever credential the client presented, for the record,
 *     or null
 * @param route the host gateway's route, or the listener's name
 */
public record Arrival(
    String id,
    Destination destination,
    String method,
    String path,
    @Nullable String query,
    Headers headers,
    Caller caller,
    ClientCredential clientCredential,
    @Nullable String credentialHash,
    String route) {

  /**
   * The client's own credential for a provider that looks for its key in this way: what stands
   * where that provider alone looks, else what may be passed on to any.
   */
  public ClientCredential credentialFor(AuthStyle style) {
    ClientCredential own =
        switch (style.kind()) {
          case BEARER -> new ClientCredential.None();
          case HEADER -> OwnCredential.inHeader(headers, caller, style.name());
          case QUERY -> OwnCredential.inQuery(query, caller, style.name());
        };
    return own instanceof ClientCredential.None ? clientCredential : own;
  }

  /** Prints neither the query, which may hold a key, nor who calls. */
  @Override
  public String toString() {
    return "Arrival[" + id + " " + method + " " + path + "]";
  }
}
