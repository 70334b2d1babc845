package dev.keyway.relay;

import dev.keyway.Arrival;
import dev.keyway.Keyway;
import dev.keyway.Opening;
import dev.keyway.access.AdmissionDecision;
import dev.keyway.access.AdmissionDecision.Admitted;
import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.facts.HeadFacts;
import dev.keyway.http.Headers;
import dev.keyway.policy.Policy;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Destination;
import dev.keyway.request.RefusalResponse;
import dev.keyway.request.Surface;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one request at a listener: asks admission, reads the body, begins the exchange and has it
 * delivered. Whatever is not let in is answered here, in the dialect of the path. Runs on one event
 * loop.
 */
final class Door {

  private static final Logger LOG = LoggerFactory.getLogger(Door.class);

  private static final int OK = 200;
  private static final byte[] NO_BODY = {};

  private final Vertx vertx;
  private final RelaySettings settings;
  private final Serving serving;
  private final ListenerSettings listener;
  private final Upstreams upstreams;
  private final HttpServerRequest request;
  private final Reply reply;
  private final Mishap mishap;
  private final Headers headers;
  private final Destination destination;
  private final String id = RequestIds.next();
  private final Instant arrivedAt;

  Door(
      Vertx vertx,
      RelaySettings settings,
      ListenerSettings listener,
      Upstreams upstreams,
      HttpServerRequest request,
      Reply reply) {
    this.vertx = vertx;
    this.settings = settings;
    this.arrivedAt = settings.clock().instant();
    this.serving = settings.serving().get();
    this.listener = listener;
    this.upstreams = upstreams;
    this.request = request;
    this.reply = reply;
    Headers.Builder copied = Headers.builder();
    request.headers().forEach(header -> copied.add(header.getKey(), header.getValue()));
    this.headers = copied.build();
    this.destination = destination(request);
    this.mishap = new Mishap(id, destination.format(), reply);
  }

  /** Where a request's path leads. */
  static Destination destination(HttpServerRequest request) {
    return Destination.ofPath(path(request), request.headers().contains("anthropic-version"));
  }

  /**
   * Takes the request. Admission comes before everything else: a stranger learns nothing of what is
   * here.
   */
  void enter() {
    mishap.guard(this::decide);
  }

  private void decide() {
    switch (serving.admission().decide(listener.kind(), headers, peer(), arrivedAt)) {
      case AdmissionDecision.Refused refused -> {
        LOG.debug("request {} refused at {}: {}", id, listener.name(), refused.cause());
        refuse(stranger(), null, refused.refusal());
      }
      case Admitted admitted -> admitted(admitted);
    }
  }

  private void admitted(Admitted admitted) {
    Policy policy = serving.policies().find(admitted.policy());
    if (policy == null) {
      refuse(
          stranger(),
          null,
          Refusal.of(
              ErrorCode.POLICY_UNAVAILABLE,
              "the policy this route names is not loaded here; its operator finds the reason in the log"));
      return;
    }
    Arrival arrival = arrival(admitted);
    Refusal refusal = admitted.refusal(policy.aiGateway().requireAuthenticated());
    if (refusal == null) {
      refusal = unanswerable();
    }
    if (refusal != null) {
      refuse(arrival, policy.name(), refusal);
    } else if (destination instanceof Destination.Models) {
      begin(policy, arrival, NO_BODY);
    } else {
      read(policy, arrival);
    }
  }

  private void read(Policy policy, Arrival arrival) {
    BodyIntake reading =
        new BodyIntake(
            vertx,
            request,
            serving.limits(),
            body -> mishap.guard(() -> begin(policy, arrival, body)),
            refusal -> mishap.guard(() -> refuse(arrival, policy.name(), refusal)));
    reply.whenLeft(reading::cancel);
    reading.begin();
  }

  private void begin(Policy policy, Arrival arrival, byte[] body) {
    if (Keyway.mayTakeLong(policy, body.length)) {
      new Detour(vertx.getOrCreateContext(), mishap)
          .take(() -> serving.keyway().begin(policy, arrival, body), this::begun);
    } else {
      begun(serving.keyway().begin(policy, arrival, body));
    }
  }

  private void begun(Opening opening) {
    switch (opening) {
      case Opening.Refused refused -> reply.refuse(refused.response());
      case Opening.Answered answered -> reply.answer(OK, answered.headers(), answered.body());
      case Opening.Open open when reply.finished() -> open.exchange().abandoned();
      case Opening.Open open ->
          new Delivery(vertx, upstreams, settings.limits().idle(), open.exchange(), reply, mishap)
              .begin();
    }
  }

  /** What is wrong with the request's head, or null. */
  private @Nullable Refusal unanswerable() {
    return switch (destination) {
      case Surface surface -> unanswerable(surface);
      case Destination.Models models when !request.method().equals(HttpMethod.GET) ->
          notAllowed(Destination.Models.PATH, HttpMethod.GET);
      case Destination.Models models -> null;
      case Destination.Unknown unknown -> unknown.refusal();
    };
  }

  private @Nullable Refusal unanswerable(Surface surface) {
    if (!request.method().equals(HttpMethod.POST)) {
      return notAllowed(surface.path(), HttpMethod.POST);
    }
    String coding = headers.first("content-encoding");
    return coding == null || coding.equalsIgnoreCase("identity")
        ? null
        : Refusal.of(
            ErrorCode.INVALID_REQUEST,
            "send the body without content-encoding: this gateway reads it");
  }

  private Refusal notAllowed(String path, HttpMethod allowed) {
    return Refusal.of(
        ErrorCode.METHOD_NOT_ALLOWED, path + " takes " + allowed + ", not " + request.method());
  }

  private void refuse(Arrival arrival, @Nullable String policy, Refusal refusal) {
    RefusalResponse response = serving.keyway().refuse(policy, arrival, refusal);
    reply.refuse(refusal.code() == ErrorCode.METHOD_NOT_ALLOWED ? allowing(response) : response);
  }

  /** RFC 9110, section 15.5.6. */
  private RefusalResponse allowing(RefusalResponse response) {
    HttpMethod allowed =
        destination instanceof Destination.Models ? HttpMethod.GET : HttpMethod.POST;
    return new RefusalResponse(
        response.status(),
        response.headers().toBuilder().set("allow", allowed.name()).build(),
        response.body());
  }

  private Arrival stranger() {
    return arrival(headers, Caller.unknown(peer()), new ClientCredential.None(), null, null);
  }

  private Arrival arrival(Admitted admitted) {
    return arrival(
        admitted.headers(),
        admitted.caller(),
        admitted.credential(),
        admitted.apiKeyHash(),
        admitted.routeId());
  }

  private Arrival arrival(
      Headers shown,
      Caller caller,
      ClientCredential credential,
      @Nullable String hash,
      @Nullable String route) {
    HeadFacts head =
        new HeadFacts(
            id,
            route == null ? listener.name() : route,
            request.method().name(),
            path(request),
            request.query(),
            shown,
            caller,
            arrivedAt,
            Connections.of(request, listener.kind()));
    return new Arrival(head, destination, credential, hash);
  }

  /** HTTP/2 has a method, CONNECT, whose requests have no path. */
  private static String path(HttpServerRequest request) {
    return request.path() == null ? "" : request.path();
  }

  private @Nullable String peer() {
    return request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
  }
}
