package dev.keyway;

import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.access.OwnCredential;
import dev.keyway.catalogue.AuthStyle;
import dev.keyway.facts.HeadFacts;
import dev.keyway.http.Headers;
import dev.keyway.request.Destination;
import org.jspecify.annotations.Nullable;

/**
 * A request as a carrier hands it over, or refuses it.
 *
 * @param head what is known of it before its body is read
 * @param destination where its path leads
 * @param clientCredential the provider credential of the client's own that may be passed on to any
 *     provider; see {@link #credentialFor}
 * @param credentialHash a keyed hash of whatever credential the client presented, for the record,
 *     or null
 */
public record Arrival(
    HeadFacts head,
    Destination destination,
    ClientCredential clientCredential,
    @Nullable String credentialHash) {

  /** The request's id: given back as {@code x-keyway-id}, and found in the record. */
  public String id() {
    return head.id();
  }

  /** HTTP method. */
  public String method() {
    return head.method();
  }

  /** The client's path, without its query. */
  public String path() {
    return head.path();
  }

  /** The raw query without its question mark, or null. */
  public @Nullable String query() {
    return head.query();
  }

  /** The client's headers, less those that admission consumed. */
  public Headers headers() {
    return head.headers();
  }

  /** Who calls. */
  public Caller caller() {
    return head.caller();
  }

  /** The host gateway's route, or the listener's name. */
  public String route() {
    return head.route();
  }

  /**
   * The client's own credential for a provider that looks for its key in this way: what stands
   * where that provider alone looks, else what may be passed on to any.
   */
  public ClientCredential credentialFor(AuthStyle style) {
    ClientCredential own =
        switch (style.kind()) {
          case BEARER -> new ClientCredential.None();
          case HEADER -> OwnCredential.inHeader(headers(), caller(), style.name());
          case QUERY -> OwnCredential.inQuery(query(), caller(), style.name());
        };
    return own instanceof ClientCredential.None ? clientCredential : own;
  }

  /** Prints neither the query, which may hold a key, nor who calls. */
  @Override
  public String toString() {
    return "Arrival[" + id() + " " + method() + " " + path() + "]";
  }
}
