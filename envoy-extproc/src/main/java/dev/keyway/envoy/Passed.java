package dev.keyway.envoy;

import dev.keyway.Move;
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
    Mutation mutation = new Mutation();
    if (answer.status() != pass.status()) {
      mutation.set(":status", Integer.toString(pass.status()));
    }
    mutation.replace(answer.headers(), pass.headers(), FRAMING::contains);
    return ProcessingResponse.newBuilder()
        .setResponseHeaders(
            HeadersResponse.newBuilder()
                .setResponse(CommonResponse.newBuilder().setHeaderMutation(mutation.build())))
        .build();
  }
}
