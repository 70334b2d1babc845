package dev.keyway.envoy;

import com.google.protobuf.ByteString;
import dev.keyway.envoy.wire.HttpStatus;
import dev.keyway.envoy.wire.ImmediateResponse;
import dev.keyway.envoy.wire.ProcessingResponse;
import dev.keyway.http.Answer;
import dev.keyway.http.Headers;
import java.util.HashSet;
import java.util.Set;

/** An answer that Envoy gives in our name, without asking anybody else. */
final class Denial {

  private Denial() {}

  /**
   * @param details what Envoy's access log says of it under {@code %RESPONSE_CODE_DETAILS%}, after
   *     {@code keyway_}
   */
  static ProcessingResponse of(Answer answer, String details) {
    return ProcessingResponse.newBuilder()
        .setImmediateResponse(
            ImmediateResponse.newBuilder()
                .setStatus(HttpStatus.newBuilder().setCode(answer.status()))
                .setHeaders(headers(answer.headers()).build())
                .setBody(ByteString.copyFrom(answer.body()))
                .setDetails("keyway_" + details))
        .build();
  }

  private static Mutation headers(Headers headers) {
    Mutation mutation = new Mutation();
    Set<String> written = new HashSet<>();
    headers.forEach((name, value) -> {
      if (written.add(name)) {
        mutation.set(name, value);
      } else {
        mutation.add(name, value);
      }
    });
    return mutation;
  }
}
