package dev.keyway.envoy;

import dev.keyway.Move;
import dev.keyway.envoy.wire.BodyResponse;
import dev.keyway.envoy.wire.CommonResponse;
import dev.keyway.envoy.wire.HeadersResponse;
import dev.keyway.envoy.wire.ProcessingResponse;
import java.util.Set;

/** A provider's answer on its way to the client, with the head that the client is to see. */
final class Passed {

  /** They frame the body, which Envoy passes on. */
  private static final Set<String> FRAMING =
      Set.of("content-length", "transfer-encoding", "connection");

  private Passed() {}

  static ProcessingResponse on(Incoming answer, Move.Pass pass) {
    return ProcessingResponse.newBuilder()
        .setResponseHeaders(HeadersResponse.newBuilder().setResponse(head(answer, pass)))
        .build();
  }

  /** The same where Envoy has handed the body over, which stays as it is. */
  static ProcessingResponse whole(Incoming answer, Move.Pass pass) {
    return ProcessingResponse.newBuilder()
        .setResponseBody(BodyResponse.newBuilder().setResponse(head(answer, pass)))
        .build();
  }

  private static CommonResponse head(Incoming answer, Move.Pass pass) {
    Mutation mutation = new Mutation();
    if (answer.status() != pass.status()) {
      mutation.set(":status", Integer.toString(pass.status()));
    }
    mutation.replace(answer.headers(), pass.headers(), FRAMING::contains);
    return CommonResponse.newBuilder().setHeaderMutation(mutation.build()).build();
  }
}
