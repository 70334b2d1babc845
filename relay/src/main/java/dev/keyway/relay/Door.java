package dev.keyway.relay;

import dev.keyway.Arrival;
import dev.keyway.Opening;
import dev.keyway.access.AdmissionDecision;
import dev.keyway.access.AdmissionDecision.Admitted;
import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.http.Headers;
import dev.keyway.policy.Policy;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Dialect;
import dev.keyway.request.Format;
import dev.keyway.request.RefusalResponse;
import dev.keyway.request.Surface;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
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

  private final Vertx vertx;
  private final RelaySettings settings;
  private final ListenerSettings listener;
  private final Upstreams upstreams;
  private final HttpServerRequest request;
  private final Headers headers;
  private final @Nullable Surface surface;
  private final String id = RequestIds.next();
  private @Nullable BodyIntake intake;
  private @Nullable Delivery delivery;

  Door(
      Vertx vertx,
      RelaySettings settings,
      ListenerSettings listener,
      Upstreams upstreams,
      HttpServerRequest request) {
    this.vertx = vertx;
    this.settings = settings;
    this.listener = listener;
    this.upstreams = upstreams;
    this.request = request;
    Headers.Builder copied = Headers.builder();
    request.headers().forEach(header -> copied.add(header.getKey(), header.getValue()));
    this.headers = copied.build();
    this.surface = Surface.ofPath(request.path());
  }

  /**
   * Takes the request. Admission comes before everything else: a stranger learns nothing of what is
   * here.
   */
  void enter() {
    switch (settings
        .admission()
        .get()
        .decide(listener.kind(), headers, peer(), settings.clock().instant())) {
      case AdmissionDecision.Refused refused -> {
        LOG.debug("request {} refused at {}: {}", id, listener.name(), refused.cause());
        refuse(stranger(), null, refused.refusal());
      }
      case Admitted admitted -> admitted(admitted);
    }
  }

  /** The request's id. */
  String id() {
    return id;
  }

  /** The client has left. */
  void clientLeft() {
    if (delivery != null) {
      delivery.clientLeft();
    } else if (intake != null) {
      intake.cancel();
    }
  }

  private void admitted(Admitted admitted) {
    Policy policy = settings.policies().find(admitted.policy());
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
    if (refusal != null || arrival == null) {
      refuse(arrival, policy.name(), refusal == null ? unknownPath() : refusal);
    } else {
      read(policy, arrival);
    }
  }

  private void read(Policy policy, Arrival arrival) {
    BodyIntake reading =
        new BodyIntake(
            vertx,
            request,
            settings.limits(),
            body -> Mishap.guard(id, request.response(), () -> begin(policy, arrival, body)),
            refusal -> refuse(arrival, policy.name(), refusal));
    intake = reading;
    reading.begin();
  }

  private void begin(Policy policy, Arrival arrival, byte[] body) {
    switch (settings.keyway().begin(policy, arrival, body)) {
      case Opening.Refused refused -> Downstream.answer(request.response(), refused.response());
      case Opening.Open open -> {
        Delivery next =
            new Delivery(vertx, upstreams, open.exchange(), arrival, request.response());
        delivery = next;
        next.begin();
      }
    }
  }

  /** What is wrong with the request's head, or null. */
  private @Nullable Refusal unanswerable() {
    if (surface == null) {
      return unknownPath();
    }
    if (!request.method().equals(HttpMethod.POST)) {
      return Refusal.of(
          ErrorCode.METHOD_NOT_ALLOWED, surface.path() + " takes POST, not " + request.method());
    }
    String coding = headers.first("content-encoding");
    return coding == null || coding.equalsIgnoreCase("identity")
        ? null
        : Refusal.of(
            ErrorCode.INVALID_REQUEST,
            "send the body without content-encoding: this gateway reads it");
  }

  private Refusal unknownPath() {
    return Refusal.of(
        ErrorCode.UNKNOWN_PATH,
        "nothing is served at this path; known are "
            + String.join(
                ", ", java.util.Arrays.stream(Surface.values()).map(Surface::path).toList()));
  }

  private void refuse(@Nullable Arrival arrival, @Nullable String policy, Refusal refusal) {
    RefusalResponse response =
        arrival == null
            ? RefusalResponse.of(refusal, Dialect.of(Format.OPENAI))
            : settings.keyway().refuse(policy, arrival, refusal);
    if (!request.isEnded()) {
      // What is left of the body is not read: the connection can't carry another request.
      request.response().putHeader("connection", "close");
    }
    Downstream.answer(request.response(), response);
  }

  private @Nullable Arrival stranger() {
    return surface == null
        ? null
        : arrival(
            surface, headers, Caller.unknown(peer()), new ClientCredential.None(), null, null);
  }

  private @Nullable Arrival arrival(Admitted admitted) {
    return surface == null
        ? null
        : arrival(
            surface,
            admitted.headers(),
            admitted.caller(),
            admitted.credential(),
            admitted.apiKeyHash(),
            admitted.routeId());
  }

  private Arrival arrival(
      Surface known,
      Headers shown,
      Caller caller,
      ClientCredential credential,
      @Nullable String hash,
      @Nullable String route) {
    return new Arrival(
        id,
        known,
        request.method().name(),
        request.path(),
        request.query(),
        shown,
        caller,
        credential,
        hash,
        route == null ? listener.name() : route);
  }

  private @Nullable String peer() {
    return request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
  }
}
