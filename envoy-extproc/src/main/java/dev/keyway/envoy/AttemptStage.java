package dev.keyway.envoy;

import com.google.protobuf.ByteString;
import dev.keyway.access.PrivateHeaders;
import dev.keyway.classify.Outcome;
import dev.keyway.classify.Outcome.Prefix;
import dev.keyway.envoy.wire.BodyResponse;
import dev.keyway.envoy.wire.CommonResponse;
import dev.keyway.envoy.wire.HeadersResponse;
import dev.keyway.envoy.wire.HttpHeaders;
import dev.keyway.envoy.wire.ProcessingMode;
import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.envoy.wire.ProcessingResponse;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Among the router's upstream filters: one try of Envoy's. Gives an attempt its path, its headers,
 * its key and its body, and says what its answer means: whether Envoy tries on, and where.
 */
final class AttemptStage implements Conversation {

  /** With this header, whatever its value, Envoy tries on ({@code retriable_headers}). */
  private static final String FAILOVER = "x-keyway-failover";

  /**
   * Error bodies are looked at up to this length, and only where their length is known: without a
   * bound Envoy would hold whatever a provider sends.
   */
  private static final int MOST_ERROR_BYTES = 64 * 1024;

  private static final ByteSlice NOTHING = ByteSlice.of(new byte[0]);

  private final Flights flights;
  private int number;
  private @Nullable Flight flight;
  private @Nullable Incoming answer;

  AttemptStage(Flights flights) {
    this.flights = flights;
  }

  @Override
  public Reply take(ProcessingRequest message) {
    return switch (message.getRequestCase()) {
      case REQUEST_HEADERS -> begin(message);
      case RESPONSE_HEADERS -> answered(message.getResponseHeaders());
      case RESPONSE_BODY -> failed(message.getResponseBody().getBody());
      case REQUEST_BODY, REQUEST_TRAILERS, RESPONSE_TRAILERS, REQUEST_NOT_SET ->
          Reply.last(
              Unexpected.message(
                  message,
                  Stage.ATTEMPT,
                  "request_header_mode: SEND, request_body_mode: NONE, response_header_mode: SEND, response_body_mode: NONE"));
    };
  }

  private Reply begin(ProcessingRequest message) {
    Attributes attributes = Attributes.of(message);
    number = attributes.number("upstream.request_attempt_count");
    String cluster = attributes.text("xds.cluster_name");
    Flight found = flights.find(Route.flight(message.getMetadataContext()));
    if (found == null || cluster == null || number == 0) {
      return Reply.last(
          Unexpected.filter(
              "a try without a plan: the filter of stage plan must stand before the router, metadata_options must hand on keyway.ctx, and request_attributes be [upstream.request_attempt_count, xds.cluster_name]; a request that was under way when Keyway was started anew ends like this, too"));
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

  private Reply answered(HttpHeaders message) {
    Incoming came = Incoming.of(message.getHeaders());
    answer = came;
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
    Prefix prefix = message.getEndOfStream() ? Prefix.COMPLETE : unread(came);
    return verdict(present, outcome(came, prefix, NOTHING), false);
  }

  private static boolean mayBeRead(Incoming came, boolean bodyless) {
    return came.status() >= 300
        && !bodyless
        && came.contentLength() > 0
        && came.contentLength() <= MOST_ERROR_BYTES;
  }

  private static Prefix unread(Incoming came) {
    String type = came.headers().first("content-type");
    boolean stream =
        type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    return came.status() < 300 && stream ? Prefix.STREAM_GUARD_OVER : Prefix.TRUNCATED;
  }

  private Reply failed(ByteString body) {
    Flight present = flight;
    Incoming came = answer;
    if (present == null || came == null) {
      return Reply.last(Unexpected.filter("an answer's body came before its head"));
    }
    return verdict(present, outcome(came, Prefix.COMPLETE, ByteSlice.of(body.toByteArray())), true);
  }

  private static Outcome.Answered outcome(Incoming came, Prefix prefix, ByteSlice body) {
    Headers own = came.headers().without(PrivateHeaders::isOurs);
    return new Outcome.Answered(came.status(), own, prefix, body);
  }

  private Reply verdict(Flight present, Outcome.Answered outcome, boolean ofBody) {
    Mutation mutation = new Mutation().remove(FAILOVER);
    ProcessingResponse.Builder response = ProcessingResponse.newBuilder();
    switch (present.answered(number, outcome)) {
      case Flight.Next(var send, String cluster) -> {
        mutation.set(FAILOVER, "1");
        response.setDynamicMetadata(Route.next(number + 1, cluster));
      }
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
