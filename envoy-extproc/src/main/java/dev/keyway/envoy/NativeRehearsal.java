package dev.keyway.envoy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import dev.keyway.envoy.wire.HeaderMap;
import dev.keyway.envoy.wire.HeaderValue;
import dev.keyway.envoy.wire.HttpBody;
import dev.keyway.envoy.wire.HttpHeaders;
import dev.keyway.envoy.wire.Metadata;
import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.envoy.wire.ProcessingResponse;
import io.grpc.Channel;
import java.io.IOException;
import java.util.Map;

/** A request of the native form as Envoy tells of it, with all its filters. */
final class NativeRehearsal {

  private static final String CHAT =
      "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final String ANSWER =
      "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}";

  private static final Map<String, String> PLAN =
      Map.of(
          "stage", Stage.PLAN.wireName(),
          "policy", RehearsedServing.POLICY,
          "usage", "observed",
          "address", "127.0.0.1",
          "route", "rehearsal");

  private NativeRehearsal() {}

  /**
   * Plays one.
   *
   * @throws IOException when it does not come to its end
   */
  static void play(Channel channel) throws IOException {
    RehearsedFilter plan = RehearsedFilter.open(channel, PLAN);
    plan.say(request(requestHead()));
    Struct noted =
        plan.say(request(body(CHAT)))
            .getDynamicMetadata()
            .getFieldsOrThrow("keyway.ctx")
            .getStructValue();
    String flight = noted.getFieldsOrThrow("flight").getStringValue();
    ProcessingResponse judged = tried(channel, noted);
    plan.say(response(answerHead(judged)));
    RehearsedFilter.open(channel, Map.of("stage", Stage.USAGE.wireName(), "flight", flight))
        .tell(ProcessingRequest.newBuilder().setResponseBody(body(ANSWER)).build());
  }

  private static ProcessingResponse tried(Channel channel, Struct noted) throws IOException {
    RehearsedFilter attempt =
        RehearsedFilter.open(
            channel,
            Map.of(
                "stage",
                Stage.ATTEMPT.wireName(),
                "attempt",
                "1",
                "cluster",
                RehearsedServing.CLUSTER));
    attempt.say(
        request(requestHead()).toBuilder()
            .setMetadataContext(Metadata.newBuilder().putFilterMetadata("keyway.ctx", noted))
            .build());
    return attempt.say(response(answerHead(ProcessingResponse.getDefaultInstance())));
  }

  private static ProcessingRequest request(HttpHeaders head) {
    return ProcessingRequest.newBuilder().setRequestHeaders(head).build();
  }

  private static ProcessingRequest request(HttpBody body) {
    return ProcessingRequest.newBuilder().setRequestBody(body).build();
  }

  private static ProcessingRequest response(HttpHeaders head) {
    return ProcessingRequest.newBuilder().setResponseHeaders(head).build();
  }

  private static HttpBody body(String text) {
    return HttpBody.newBuilder()
        .setBody(ByteString.copyFromUtf8(text))
        .setEndOfStream(true)
        .build();
  }

  private static HttpHeaders requestHead() {
    return head(
        HeaderMap.newBuilder()
            .addHeaders(header(":method", "POST"))
            .addHeaders(header(":path", "/v1/chat/completions"))
            .addHeaders(header(":authority", "127.0.0.1"))
            .addHeaders(header("content-type", "application/json")));
  }

  /** With what the filter of the try said of it. */
  private static HttpHeaders answerHead(ProcessingResponse judged) {
    HeaderMap.Builder headers =
        HeaderMap.newBuilder()
            .addHeaders(header(":status", "200"))
            .addHeaders(header("content-type", "application/json"));
    judged
        .getResponseHeaders()
        .getResponse()
        .getHeaderMutation()
        .getSetHeadersList()
        .forEach(set -> headers.addHeaders(set.getHeader()));
    return head(headers);
  }

  private static HttpHeaders head(HeaderMap.Builder headers) {
    return HttpHeaders.newBuilder().setHeaders(headers).build();
  }

  private static HeaderValue header(String name, String value) {
    return HeaderValue.newBuilder()
        .setKey(name)
        .setRawValue(ByteString.copyFromUtf8(value))
        .build();
  }
}
