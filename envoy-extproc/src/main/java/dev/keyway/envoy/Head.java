package dev.keyway.envoy;

import dev.keyway.Arrival;
import dev.keyway.RequestIds;
import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.access.HostContext;
import dev.keyway.access.PolicyRef;
import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.facts.Connection;
import dev.keyway.facts.HeadFacts;
import dev.keyway.http.Answer;
import dev.keyway.http.Headers;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Destination;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The head of one request, and what Envoy knows of it.
 *
 * @param incoming as it came, less the prefix that its route takes off
 * @param caller who calls
 * @param route Envoy's name of the route, or null
 */
record Head(
    String id, Incoming incoming, Caller caller, @Nullable String route, Instant arrivedAt) {

  static Head of(ProcessingRequest request, FilterSettings settings, Instant now) {
    Attributes attributes = Attributes.of(request);
    String route = settings.filledIn().route();
    return new Head(
        RequestIds.next(),
        Incoming.of(request.getRequestHeaders().getHeaders()).without(settings.prefix()),
        Vouched.caller(request, attributes, settings),
        route != null ? route : attributes.text("xds.route_name"),
        now);
  }

  /** What Envoy says of it, under the policy that its route names. */
  HostContext host(FilterSettings settings, String policy) {
    return new HostContext(
        caller, route, settings.prefix(), new PolicyRef.Named(policy), arrivedAt);
  }

  /** Where its path leads. */
  Destination destination() {
    return Destination.ofPath(incoming.path(), incoming.headers());
  }

  /** It as Keyway takes it, with what admission said. */
  Arrival arrival(Headers shown, ClientCredential credential, @Nullable String credentialHash) {
    return new Arrival(
        new HeadFacts(
            id,
            route == null ? "envoy" : route,
            incoming.method(),
            incoming.path(),
            incoming.query(),
            shown,
            caller,
            arrivedAt,
            new Connection(
                incoming.scheme().equals("https") ? "https" : "http",
                "HTTP/1.1",
                null,
                null,
                null)),
        destination(),
        credential,
        credentialHash);
  }

  /** It refused before anything was looked at; the record says so. */
  Answer refused(EnvoyServing serving, @Nullable String policy, ErrorCode code, String message) {
    return serving.keyway().refuse(policy, stranger(), Refusal.of(code, message));
  }

  /** It as it came, before admission said anything. */
  Arrival stranger() {
    return arrival(incoming.headers(), new ClientCredential.None(), null);
  }
}
