package dev.keyway.relay;

import dev.keyway.Arrival;
import dev.keyway.Keyway;
import dev.keyway.Opening;
import dev.keyway.RequestIds;
import dev.keyway.Visit;
import dev.keyway.access.AdmissionDecision;
import dev.keyway.access.AdmissionDecision.Admitted;
import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.facts.HeadFacts;
import dev.keyway.http.Headers;
import dev.keyway.http.PathPrefix;
import dev.keyway.policy.Policy;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.ClientBody;
import dev.keyway.request.Destination;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
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

  private final AlarmClock clock;
  private final RelaySettings settings;
  private final Serving serving;
  private final ListenerSettings listener;
  private final Dialer dialer;
  private final HttpServerRequest request;
  private final Reply reply;
  private final Mishap mishap;
  private final Headers headers;
  private final Destination destination;
  private final String id = RequestIds.next();
  private final Instant arrivedAt;
  private @Nullable ClientRest rest;

  Door(
      AlarmClock clock,
      RelaySettings settings,
      ListenerSettings listener,
      Upstreams upstreams,
      HttpServerRequest request,
      Reply reply) {
    this.clock = clock;
    this.settings = settings;
    this.arrivedAt = settings.clock().instant();
    this.serving = settings.serving().get();
    this.listener = listener;
    // Here, where the newest configuration is at hand: an older one must not bring its own back.
    this.dialer = upstreams.dialer(serving.tls());
    this.request = request;
    this.reply = reply;
    Headers.Builder copied = Headers.builder();
    request.headers().forEach((name, value) -> copied.add(name, value));
    if (!request.headers().contains("host") && request.authority() != null) {
      // HTTP/2 has a pseudo-header instead (RFC 9113, section 8.3.1).
      copied.add("host", request.authority().toString());
    }
    this.headers = copied.build();
    this.destination = destination(request);
    this.mishap = new Mishap(id, destination.format(), reply);
  }

  /** Where a request's path leads. */
  static Destination destination(HttpServerRequest request) {
    return destination(path(request), request);
  }

  private static Destination destination(String path, HttpServerRequest request) {
    return Destination.ofPath(path, request.headers().contains(Destination.ANTHROPIC_VERSION));
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
        refuse(null, refused.refusal());
      }
      case Admitted admitted -> admitted(admitted);
    }
  }

  private void admitted(Admitted admitted) {
    Policy policy = serving.policies().find(admitted.policy());
    if (policy == null) {
      refuse(
          null,
          Refusal.of(
              ErrorCode.POLICY_UNAVAILABLE,
              "the policy this route names is not loaded here; its operator finds the reason in the log"));
      return;
    }
    Arrival arrival = arrival(admitted);
    Visit visit = serving.keyway().visit(policy, arrival, admitted::refusal);
    opened(visit, visit.enter());
  }

  private void opened(Visit visit, Opening opening) {
    switch (opening) {
      case Opening.ReadBody body -> read(visit, body.upload());
      case Opening.Answered answered -> reply.answer(answered.answer());
      case Opening.Open open when reply.finished() -> open.exchange().abandoned();
      case Opening.Open open ->
          new Delivery(
                  clock, dialer, settings.limits().idle(), open.exchange(), rest, reply, mishap)
              .begin();
    }
  }

  private void read(Visit visit, boolean upload) {
    BodyIntake reading =
        new BodyIntake(
            clock,
            request,
            serving.limits(),
            upload,
            intake -> mishap.guard(() -> goOn(visit, intake)),
            refusal -> mishap.guard(() -> reply.answer(visit.refuse(refusal))));
    reply.whenLeft(reading::cancel);
    reading.begin();
  }

  private void goOn(Visit visit, Intake intake) {
    ClientBody body = intake.body();
    rest = intake.rest();
    if (Keyway.mayTakeLong(visit.policy(), body.bytes().length)) {
      new Detour(mishap).take(() -> visit.read(body), opening -> opened(visit, opening));
    } else {
      opened(visit, visit.read(body));
    }
  }

  private void refuse(@Nullable String policy, Refusal refusal) {
    reply.answer(serving.keyway().refuse(policy, stranger(), refusal));
  }

  private Arrival stranger() {
    return new Arrival(
        head(listener.name(), path(request), headers, Caller.unknown(peer()), Map.of()),
        destination,
        new ClientCredential.None(),
        null);
  }

  private Arrival arrival(Admitted admitted) {
    String path = PathPrefix.off(admitted.prefix(), path(request));
    return new Arrival(
        head(
            Objects.requireNonNullElse(admitted.routeId(), listener.name()),
            path,
            admitted.headers(),
            admitted.caller(),
            admitted.vars()),
        admitted.prefix().isEmpty() ? destination : destination(path, request),
        admitted.credential(),
        admitted.apiKeyHash());
  }

  private HeadFacts head(
      String route, String path, Headers shown, Caller caller, Map<String, String> vars) {
    return new HeadFacts(
        id,
        route,
        request.method().name(),
        path,
        request.query(),
        shown,
        caller,
        arrivedAt,
        Connections.of(request, listener.kind()),
        vars);
  }

  /** HTTP/2 has a method, CONNECT, whose requests have no path. */
  private static String path(HttpServerRequest request) {
    return request.path() == null ? "" : request.path();
  }

  private @Nullable String peer() {
    return request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
  }
}
