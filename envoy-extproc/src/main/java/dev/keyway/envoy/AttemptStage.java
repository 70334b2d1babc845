package dev.keyway.envoy;

import com.google.protobuf.ByteString;
import dev.keyway.classify.Outcome;
import dev.keyway.envoy.wire.BodyResponse;
import dev.keyway.envoy.wire.CommonResponse;
import dev.keyway.envoy.wire.HeadersResponse;
import dev.keyway.envoy.wire.HttpHeaders;
import dev.keyway.envoy.wire.ProcessingMode;
import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.envoy.wire.ProcessingResponse;
import dev.keyway.provider.PreparedAttempt;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Among the router's upstream filters: one try of Envoy's. Gives an attempt its path, its headers,
 * its key and its body, and says what its answer means: whether Envoy tries on, and where.
 */
final class AttemptStage implements Conversation {

  /** With this header, whatever its value, Envoy tries on ({@code retriable_headers}). */
  private static final String FAILOVER = "x-keyway-failover";

  /**
   * The number of the try whose answer is passed on, for the filter of stage {@code plan}: until
   * then Envoy may lose that answer, and bring another.
   */
  static final String PASSED = "x-keyway-passed";

  /**
   * Error bodies are looked at up to this length, and only where their length is known: without a
   * bound Envoy would hold whatever a provider sends.
   */
  private static final int MOST_ERROR_BYTES = 64 * 1024;

  private final Flights flights;
  private final EnvoyServing serving;
  private final FilterSettings.FilledIn filledIn;
  private final InstantSource clock;
  private int number;
  private @Nullable Flight flight;
  private @Nullable Incoming answer;
  private @Nullable ResumedTry resumed;

  AttemptStage(
      Flights flights,
      EnvoyServing serving,
      FilterSettings.FilledIn filledIn,
      InstantSource clock) {
    this.flights = flights;
    this.serving = serving;
    this.filledIn = filledIn;
    this.clock = clock;
  }

  /** A body that another process has read once already; or the policy's next action. */
  @Override
  public boolean takesLong(ProcessingRequest message) {
    Flight present =
        message.hasRequestHeaders()
            ? flights.find(Route.flight(message.getMetadataContext()))
            : flight;
    return message.hasRequestBody() || (present != null && present.onwardTakesLong());
  }

  @Override
  public Reply take(ProcessingRequest message) {
    return switch (message.getRequestCase()) {
      case REQUEST_HEADERS -> begin(message);
      case RESPONSE_HEADERS -> answered(message.getResponseHeaders());
      case RESPONSE_BODY -> failed(message.getResponseBody().getBody());
      case REQUEST_BODY -> resume(message.getRequestBody().getBody().toByteArray());
      case REQUEST_TRAILERS, RESPONSE_TRAILERS, REQUEST_NOT_SET ->
          Reply.last(
              Unexpected.message(
                  message,
                  Stage.ATTEMPT,
                  "request_header_mode: SEND, request_body_mode: NONE, response_header_mode: SEND, response_body_mode: NONE"));
    };
  }

  private Reply begin(ProcessingRequest message) {
    number = number(message);
    String cluster = cluster(message);
    Flight found = flights.find(Route.flight(message.getMetadataContext()));
    Handover handover = found == null ? Route.handover(message.getMetadataContext()) : null;
    if (cluster != null && handover != null) {
      return takenOver(message, handover, cluster);
    }
    if (found == null || cluster == null || number == 0) {
      return Reply.last(
          Unexpected.filter(
              "a try without a plan: the filter of stage plan must stand before the router, metadata_options must hand on keyway.ctx, and initial_metadata say x-keyway-attempt and x-keyway-cluster; a request that was under way when Keyway was started anew ends like this, too"));
    }
    flight = found;
    Incoming request = Incoming.of(message.getRequestHeaders().getHeaders());
    boolean late = "true".equals(request.headers().first("x-envoy-is-timeout-retry"));
    Flight.State state = found.tried(number, cluster, late);
    return switch (state) {
      case null ->
          Reply.last(
              Unexpected.filter(
                  "Envoy tries the cluster %s, which is not the one decided on: its route must use the cluster specifier priority_group on keyway.route, with refresh_cluster_on_retry"
                      .formatted(cluster)));
      case Flight.UnderWay(var send, int any) -> Reply.more(Sent.as(request, send, found.body()));
      case Flight.Next next -> Reply.more(Sent.nothingOf(request));
      case Flight.Answered over -> Reply.more(Sent.nothingOf(request));
      case Flight.Passing over -> Reply.more(Sent.nothingOf(request));
      case Flight.Gone over -> Reply.more(Sent.nothingOf(request));
    };
  }

  private int number(ProcessingRequest message) {
    return filledIn.attempt() > 0
        ? filledIn.attempt()
        : Attributes.of(message).number("upstream.request_attempt_count");
  }

  private @Nullable String cluster(ProcessingRequest message) {
    String told = filledIn.cluster();
    return told == null ? Attributes.of(message).text("xds.cluster_name") : told;
  }

  /** Another process planned this try, and knows nothing more of it: its body is needed. */
  private Reply takenOver(ProcessingRequest message, Handover handover, String cluster) {
    Incoming request = Incoming.of(message.getRequestHeaders().getHeaders());
    resumed = new ResumedTry(serving, handover, request, cluster);
    return message.getRequestHeaders().getEndOfStream()
        ? resume(new byte[0])
        : Reply.more(
            ProcessingResponse.newBuilder()
                .setRequestHeaders(HeadersResponse.getDefaultInstance())
                .setModeOverride(
                    ProcessingMode.newBuilder()
                        .setRequestBodyMode(ProcessingMode.BodySendMode.BUFFERED)
                        .setResponseHeaderMode(ProcessingMode.HeaderSendMode.SEND))
                .build());
  }

  private Reply resume(byte[] body) {
    ResumedTry present = resumed;
    PreparedAttempt attempt = present == null ? null : present.prepare(body, clock.instant());
    return present == null || attempt == null
        ? Reply.last(
            Unexpected.filter(
                "a try that another process planned can't be made here: both need the same policies and context.key_files"))
        : Reply.more(Sent.whole(present.request(), attempt));
  }

  private Reply answered(HttpHeaders message) {
    Incoming came = Incoming.of(message.getHeaders());
    answer = came;
    if (resumed != null) {
      return Reply.last(toldElsewhere());
    }
    Flight present = flight;
    if (present == null) {
      return Reply.last(Unexpected.filter("an answer came before its try"));
    }
    if (present.state() instanceof Flight.UnderWay && mayBeRead(came, message.getEndOfStream())) {
      return Reply.more(
          ProcessingResponse.newBuilder()
              .setResponseHeaders(HeadersResponse.getDefaultInstance())
              .setModeOverride(
                  ProcessingMode.newBuilder()
                      .setResponseHeaderMode(ProcessingMode.HeaderSendMode.SEND)
                      .setResponseBodyMode(ProcessingMode.BodySendMode.BUFFERED))
              .build());
    }
    return verdict(present, Judged.unread(came, message.getEndOfStream()), false);
  }

  /** What providers write under these names means nothing. */
  private static Mutation ours() {
    return new Mutation().remove(FAILOVER).remove(PASSED).remove(ResumedTry.HEADER);
  }

  private static ProcessingResponse toldElsewhere() {
    Mutation mutation = ours().set(ResumedTry.HEADER, "1");
    return ProcessingResponse.newBuilder()
        .setResponseHeaders(
            HeadersResponse.newBuilder()
                .setResponse(CommonResponse.newBuilder().setHeaderMutation(mutation.build())))
        .build();
  }

  private static boolean mayBeRead(Incoming came, boolean bodyless) {
    return came.status() >= 300
        && !bodyless
        && came.contentLength() > 0
        && came.contentLength() <= MOST_ERROR_BYTES;
  }

  private Reply failed(ByteString body) {
    Flight present = flight;
    Incoming came = answer;
    if (present == null || came == null) {
      return Reply.last(Unexpected.filter("an answer's body came before its head"));
    }
    return verdict(present, Judged.read(came, body.toByteArray()), true);
  }

  private Reply verdict(Flight present, Outcome.Answered outcome, boolean ofBody) {
    Mutation mutation = ours();
    ProcessingResponse.Builder response = ProcessingResponse.newBuilder();
    switch (present.answered(number, outcome)) {
      case Flight.Next next -> {
        mutation.set(FAILOVER, "1");
        response.setDynamicMetadata(Route.next(number + 1, next.cluster(), next.handover()));
      }
      case Flight.Passing passing when passing.tryNumber() == number ->
          mutation.set(PASSED, Integer.toString(number));
      case Flight.Passing over -> {}
      case Flight.Answered over -> {}
      case Flight.Gone over -> {}
      case Flight.UnderWay never -> throw new IllegalStateException("it was answered");
    }
    CommonResponse.Builder common = CommonResponse.newBuilder().setHeaderMutation(mutation.build());
    if (ofBody) {
      response.setResponseBody(BodyResponse.newBuilder().setResponse(common));
    } else {
      response.setResponseHeaders(HeadersResponse.newBuilder().setResponse(common));
    }
    return Reply.last(response.build());
  }
}
