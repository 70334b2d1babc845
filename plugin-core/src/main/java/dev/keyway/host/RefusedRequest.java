package dev.keyway.host;

import dev.keyway.Arrival;
import dev.keyway.Keyway;
import dev.keyway.RequestIds;
import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.facts.Connection;
import dev.keyway.facts.HeadFacts;
import dev.keyway.http.Answer;
import dev.keyway.http.Headers;
import dev.keyway.http.PathPrefix;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Destination;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that ends in its host gateway. Nothing more has to be known of it for an answer in the
 * dialect of its path, and for its record.
 *
 * @param route the host's id of the route, or the host's name
 * @param method HTTP method
 * @param path the client's whole path, without its query
 * @param prefix the path prefix of the route; empty: none
 * @param anthropic whether it has the header {@link Destination#ANTHROPIC_VERSION}
 * @param arrived when it came
 */
public record RefusedRequest(
    String route, String method, String path, String prefix, boolean anthropic, Instant arrived) {

  /**
   * Refuses it, and records that.
   *
   * @param policy the policy's name, or null
   */
  public Answer refuse(Keyway keyway, @Nullable String policy, Refusal refusal) {
    return keyway.refuse(policy, arrival(PathPrefix.off(prefix, path)), refusal);
  }

  private Arrival arrival(String below) {
    return new Arrival(
        new HeadFacts(
            RequestIds.next(),
            route,
            method,
            below,
            null,
            Headers.empty(),
            Caller.unknown(null),
            arrived,
            Connection.PLAIN),
        Destination.ofPath(below, anthropic),
        new ClientCredential.None(),
        null);
  }
}
