package dev.keyway.envoy;

import com.google.protobuf.ByteString;
import dev.keyway.Move;
import dev.keyway.envoy.wire.BodyMutation;
import dev.keyway.envoy.wire.BodyResponse;
import dev.keyway.envoy.wire.CommonResponse;
import dev.keyway.envoy.wire.HeadersResponse;
import dev.keyway.envoy.wire.ProcessingResponse;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.provider.PreparedAttempt;
import java.util.List;
import java.util.Set;

/** An attempt as Envoy is to send it: whatever is not the attempt's own comes off. */
final class Sent {

  /** Envoy's own to set: the host of the cluster's endpoint, and what frames the body. */
  private static final Set<String> ENVOYS = Set.of("host", "content-length", "transfer-encoding");

  /** Something, for an empty body would be none, and leave the client's in its place. */
  private static final ByteString NOTHING = ByteString.copyFromUtf8("-");

  private Sent() {}

  /**
   * @param request as Envoy has it in this try: the client's, with what earlier tries left
   * @param kept the body that Envoy keeps, and sends at each try unless it is told otherwise
   */
  static ProcessingResponse as(Incoming request, Move.Send send, byte[] kept) {
    PreparedAttempt call = send.call();
    Mutation mutation = new Mutation();
    mutation.set(":path", pathAndQuery(call));
    mutation.replace(request.headers(), call.headers(), ENVOYS::contains);
    CommonResponse.Builder common = CommonResponse.newBuilder().setHeaderMutation(mutation.build());
    long length = kept.length;
    if (!isWhole(call.body(), kept)) {
      ByteString body = joined(call.body());
      length = body.size();
      common
          .setStatus(CommonResponse.ResponseStatus.CONTINUE_AND_REPLACE)
          .setBodyMutation(BodyMutation.newBuilder().setBody(body));
    }
    return ProcessingResponse.newBuilder()
        .setRequestHeaders(HeadersResponse.newBuilder().setResponse(common))
        .setDynamicMetadata(Route.contentLength(length))
        .build();
  }

  /**
   * A turn at our own cluster: what came of the client, and what earlier tries left of a provider's
   * key, stays with Envoy.
   */
  static ProcessingResponse nothingOf(Incoming request) {
    Mutation mutation =
        new Mutation().replace(request.headers(), Headers.empty(), ENVOYS::contains);
    CommonResponse.Builder common =
        CommonResponse.newBuilder()
            .setHeaderMutation(mutation.build())
            .setStatus(CommonResponse.ResponseStatus.CONTINUE_AND_REPLACE)
            .setBodyMutation(BodyMutation.newBuilder().setBody(NOTHING));
    return ProcessingResponse.newBuilder()
        .setRequestHeaders(HeadersResponse.newBuilder().setResponse(common))
        .setDynamicMetadata(Route.contentLength(NOTHING.size()))
        .build();
  }

  private static String pathAndQuery(PreparedAttempt call) {
    String query = call.target().getRawQuery();
    return query == null ? call.target().getRawPath() : call.target().getRawPath() + '?' + query;
  }

  /** The same, where Envoy has handed the client's body over and waits for what becomes of it. */
  static ProcessingResponse whole(Incoming request, PreparedAttempt call) {
    ByteString body = joined(call.body());
    Mutation mutation = new Mutation();
    mutation.set(":path", pathAndQuery(call));
    mutation.replace(request.headers(), call.headers(), ENVOYS::contains);
    mutation.set("content-length", Integer.toString(body.size()));
    return ProcessingResponse.newBuilder()
        .setRequestBody(
            BodyResponse.newBuilder()
                .setResponse(
                    CommonResponse.newBuilder()
                        .setHeaderMutation(mutation.build())
                        .setBodyMutation(BodyMutation.newBuilder().setBody(body))))
        .setDynamicMetadata(Route.contentLength(body.size()))
        .build();
  }

  /** Slices are equal when they are the same bytes of the same array. */
  private static boolean isWhole(List<ByteSlice> parts, byte[] kept) {
    return parts.equals(List.of(ByteSlice.of(kept)));
  }

  private static ByteString joined(List<ByteSlice> parts) {
    ByteString.Output all = ByteString.newOutput();
    for (ByteSlice part : parts) {
      all.write(part.bytes(), part.offset(), part.length());
    }
    return all.toByteString();
  }
}
