package dev.keyway.envoy;

import dev.keyway.Arrival;
import dev.keyway.Exchange;
import dev.keyway.Keyway;
import dev.keyway.Opening;
import dev.keyway.Visit;
import dev.keyway.access.AdmissionDecision;
import dev.keyway.access.AdmissionDecision.Admitted;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.ContextSigning;
import dev.keyway.access.HostContext;
import dev.keyway.access.PrivateHeaders;
import dev.keyway.access.SignedContext;
import dev.keyway.envoy.wire.BodyResponse;
import dev.keyway.envoy.wire.CommonResponse;
import dev.keyway.envoy.wire.HeadersResponse;
import dev.keyway.envoy.wire.HttpHeaders;
import dev.keyway.envoy.wire.ProcessingMode;
import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.envoy.wire.ProcessingResponse;
import dev.keyway.http.Answer;
import dev.keyway.http.ByteSlice;
import dev.keyway.policy.Policy;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.ClientBody;
import dev.keyway.stream.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Before Envoy's router, in the native form: lets the request in, reads it, chooses where the first
 * try goes, and in the end says what goes out to the client.
 */
final class PlanStage implements Conversation {

  /** More than any policy comes to; the sequence of attempts ends earlier, by its own rules. */
  private static final int MOST_RETRIES = 100;

  private static final String MODES =
      "request_header_mode: SEND, request_body_mode: BUFFERED, response_header_mode: SEND, response_body_mode: NONE";

  private final EnvoyServing serving;
  private final FilterSettings settings;
  private final String policyName;
  private final Flights flights;
  private final InstantSource clock;
  private @Nullable Head head;
  private @Nullable Visit visit;
  private @Nullable Flight flight;
  private @Nullable Incoming unread;
  private boolean decided;

  PlanStage(
      EnvoyServing serving,
      FilterSettings settings,
      String policyName,
      Flights flights,
      InstantSource clock) {
    this.serving = serving;
    this.settings = settings;
    this.policyName = policyName;
    this.flights = flights;
    this.clock = clock;
  }

  @Override
  public boolean takesLong(ProcessingRequest message) {
    Visit present = visit;
    return present != null
        && message.hasRequestBody()
        && Keyway.mayTakeLong(present.policy(), message.getRequestBody().getBody().size());
  }

  @Override
  public Reply take(ProcessingRequest message) {
    return switch (message.getRequestCase()) {
      case REQUEST_HEADERS -> enter(message);
      case REQUEST_BODY -> read(message.getRequestBody().getBody().toByteArray());
      case RESPONSE_HEADERS -> answered(message.getResponseHeaders());
      case RESPONSE_BODY -> checked(message.getResponseBody().getBody().toByteArray());
      case REQUEST_TRAILERS, RESPONSE_TRAILERS, REQUEST_NOT_SET ->
          Reply.last(Unexpected.message(message, settings.stage(), MODES));
    };
  }

  private Reply enter(ProcessingRequest message) {
    Instant now = clock.instant();
    Head arrived = Head.of(message, settings, now);
    head = arrived;
    HostContext host = arrived.host(settings, policyName);
    return switch (serving.admission().decide(host, arrived.incoming().headers(), now)) {
      case AdmissionDecision.Refused refused ->
          denied(serving.keyway().refuse(policyName, arrived.stranger(), refused.refusal()));
      case Admitted admitted ->
          admitted(arrived, admitted, message.getRequestHeaders().getEndOfStream());
    };
  }

  private Reply admitted(Head arrived, Admitted admitted, boolean bodyless) {
    Policy policy = serving.policies().find(admitted.policy());
    if (policy == null) {
      return denied(
          arrived.refused(
              serving,
              policyName,
              ErrorCode.POLICY_UNAVAILABLE,
              "the policy this route names is not loaded here; its operator finds the reason in the log"));
    }
    Arrival arrival =
        arrived.arrival(admitted.headers(), admitted.credential(), admitted.apiKeyHash());
    Visit begun = serving.keyway().visit(policy, arrival, admitted::refusal);
    visit = begun;
    return switch (begun.enter()) {
      case Opening.ReadBody body when bodyless -> read(new byte[0]);
      case Opening.ReadBody body -> Reply.more(goesOn(arrived.incoming()));
      case Opening.Answered(Answer answer) -> denied(answer);
      case Opening.Open open -> throw new IllegalStateException("nothing was read");
    };
  }

  private Reply read(byte[] body) {
    Visit present = visit;
    if (present == null) {
      return Reply.last(Unexpected.filter("a body came before its headers"));
    }
    return switch (present.read(ClientBody.whole(body))) {
      case Opening.Answered(Answer answer) -> denied(answer);
      case Opening.Open open -> begun(flight(body, open.exchange()));
      case Opening.ReadBody again -> throw new IllegalStateException("the body was read");
    };
  }

  private Flight flight(byte[] body, Exchange exchange) {
    Head here = head();
    // A query may hold a key of the client's: it stays here.
    String signed = here.incoming().query() == null ? signed(here) : null;
    Visit present = visit;
    boolean onwardTakesLong =
        present != null
            && present.policy().gateways().size() > 1
            && Keyway.mayTakeLong(present.policy(), body.length);
    return new Flight(
        here.id(),
        body,
        signed,
        here.incoming().path(),
        here.incoming().headers().without(PlanStage::staysHere).names(),
        onwardTakesLong,
        exchange,
        clock.instant());
  }

  /** For a process that takes over; null where none could verify it, or it is too large. */
  private @Nullable String signed(Head here) {
    ContextKeys keys = serving.admission().contextKeys();
    return keys.shared()
            && SignedContext.sign(here.host(settings, policyName), keys)
                instanceof ContextSigning.Signed(String token)
        ? token
        : null;
  }

  private Reply begun(Flight begun) {
    flight = begun;
    return switch (begun.state()) {
      case Flight.Next next -> {
        flights.begin(begun);
        yield Reply.more(planned(next, begun));
      }
      case Flight.Answered(Answer answer) -> denied(answer);
      case Flight.UnderWay early -> throw new IllegalStateException("nothing was tried");
      case Flight.Passing early -> throw new IllegalStateException("nothing was tried");
      case Flight.Gone early -> throw new IllegalStateException("nothing was tried");
    };
  }

  private ProcessingResponse planned(Flight.Next next, Flight begun) {
    Mutation mutation = new Mutation();
    mutation.set("x-envoy-max-retries", Integer.toString(MOST_RETRIES));
    mutation.set("x-envoy-upstream-rq-per-try-timeout-ms", millis(next.send().timeout()));
    if (!next.send().streamed()) {
      mutation.set("x-envoy-upstream-rq-timeout-ms", millis(next.send().left()));
    }
    CommonResponse.Builder common =
        CommonResponse.newBuilder().setHeaderMutation(mutation.build()).setClearRouteCache(true);
    return ProcessingResponse.newBuilder()
        .setRequestBody(BodyResponse.newBuilder().setResponse(common))
        .setDynamicMetadata(Route.first(next.cluster(), begun.id(), next.handover()))
        .build();
  }

  private static boolean staysHere(String name) {
    return PrivateHeaders.staysHere(name) || Incoming.steersEnvoy(name);
  }

  /** At least one: to Envoy none means no limit. */
  private static String millis(Duration time) {
    return Long.toString(Math.max(1, time.toMillis()));
  }

  /**
   * Whatever comes of the other filters, no provider gets a credential that is the client's or the
   * host's.
   */
  private static ProcessingResponse goesOn(Incoming incoming) {
    Mutation mutation = new Mutation();
    for (String name : incoming.headers().names()) {
      if (staysHere(name)) {
        mutation.remove(name);
      }
    }
    return ProcessingResponse.newBuilder()
        .setRequestHeaders(
            HeadersResponse.newBuilder()
                .setResponse(CommonResponse.newBuilder().setHeaderMutation(mutation.build())))
        .build();
  }

  private Reply answered(HttpHeaders message) {
    Incoming answer = Incoming.of(message.getHeaders());
    Flight present = flight;
    if (present == null) {
      return unplanned(answer);
    }
    flights.decided(present);
    decided = true;
    if (answer.headers().contains(ResumedTry.HEADER)) {
      present.madeElsewhere(Judged.unread(answer, message.getEndOfStream()));
    }
    return switch (present.gaveUp(answer.status(), clock.instant())) {
      case Flight.Passing passing when !brings(answer, passing) -> denied(present.lost());
      case Flight.Passing passing
          when passing.pass().status() >= 300 && !passing.read() && !message.getEndOfStream() -> {
        unread = answer;
        decided = false; // the client may still leave before it is
        yield Reply.more(wholeBody());
      }
      case Flight.Passing passing -> {
        goesOut(present, answer, message.getEndOfStream());
        yield Reply.last(Passed.on(answer, passing.pass()));
      }
      case Flight.Answered(Answer own) -> denied(own);
      case Flight.Gone gone -> Reply.last(asItIs());
      case Flight.Next never -> throw new IllegalStateException("given up");
      case Flight.UnderWay never -> throw new IllegalStateException("given up");
    };
  }

  /** Whether this is the answer that is to be passed on, and no later one of Envoy's own. */
  private static boolean brings(Incoming answer, Flight.Passing passing) {
    return Integer.toString(passing.tryNumber()).equals(answer.headers().first(AttemptStage.PASSED))
        || answer.headers().contains(ResumedTry.HEADER);
  }

  private void goesOut(Flight present, Incoming answer, boolean bodyless) {
    decided = true;
    if (settings.usageObserved() && !bodyless) {
      flights.watched(new Flights.Passing(present, answer.isEventStream(), clock.instant()));
    } else {
      present.finished(Usage.UNKNOWN, Ending.COMPLETE);
    }
  }

  /** Behind all tries Envoy holds a body safely, up to its own limit. */
  private static ProcessingResponse wholeBody() {
    return ProcessingResponse.newBuilder()
        .setResponseHeaders(HeadersResponse.getDefaultInstance())
        .setModeOverride(
            ProcessingMode.newBuilder()
                .setResponseHeaderMode(ProcessingMode.HeaderSendMode.SEND)
                .setResponseBodyMode(ProcessingMode.BodySendMode.BUFFERED))
        .build();
  }

  /** An error's body that the attempt's filter could not look at. */
  private Reply checked(byte[] body) {
    Flight present = flight;
    Incoming answer = unread;
    if (present == null || answer == null || !(present.state() instanceof Flight.Passing passing)) {
      return Reply.last(Unexpected.message(Stage.PLAN, "an answer's body", MODES));
    }
    if (present.exchange().quotesSecret(ByteSlice.of(body))) {
      return denied(present.withheld());
    }
    goesOut(present, answer, body.length == 0);
    return Reply.last(Passed.whole(answer, passing.pass()));
  }

  /** Envoy, or a filter before this one, answered by itself. */
  private Reply unplanned(Incoming answer) {
    Visit present = visit;
    if (present == null) {
      return Reply.last(asItIs());
    }
    decided = true;
    Refusal refusal =
        answer.status() == ErrorCode.REQUEST_TOO_LARGE.status()
            ? Refusal.of(
                ErrorCode.REQUEST_TOO_LARGE,
                "the body is larger than this gateway keeps (request_body_buffer_limit of its route)")
            : Refusal.of(ErrorCode.CLIENT_TIMEOUT, "the body did not come whole, or not in time");
    return denied(present.refuse(refusal));
  }

  private static ProcessingResponse asItIs() {
    return ProcessingResponse.newBuilder()
        .setResponseHeaders(HeadersResponse.getDefaultInstance())
        .build();
  }

  private Reply denied(Answer answer) {
    decided = true;
    String code = answer.headers().first("x-keyway-error");
    return Reply.last(Denial.of(answer, code == null ? "answered" : code));
  }

  private Head head() {
    Head present = head;
    if (present == null) {
      throw new IllegalStateException("nothing has arrived");
    }
    return present;
  }

  @Override
  public void ended() {
    Flight present = flight;
    if (!decided && present != null) {
      flights.decided(present);
      present.left();
    }
  }
}
