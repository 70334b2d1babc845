package dev.keyway.envoy;

import static dev.keyway.envoy.EnvoyStage.answer;
import static dev.keyway.envoy.EnvoyStage.answerBody;
import static dev.keyway.envoy.EnvoyStage.body;
import static dev.keyway.envoy.EnvoyStage.head;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.keyway.envoy.Conversation.Reply;
import dev.keyway.envoy.wire.CommonResponse;
import dev.keyway.envoy.wire.HeaderMutation;
import dev.keyway.envoy.wire.Metadata;
import dev.keyway.envoy.wire.ProcessingMode;
import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.envoy.wire.ProcessingResponse;
import dev.keyway.http.Headers;
import java.util.List;
import java.util.Map;

/** One request of the native form as Envoy's router would carry it, with the metadata it keeps. */
final class NativeRequest {

  private static final Headers JSON = Headers.of("content-type", "application/json");

  private final Conversation plan;
  private Struct metadata = Struct.getDefaultInstance();
  private Headers told = Headers.empty();

  NativeRequest(Conversation plan) {
    this.plan = plan;
  }

  Reply begin(String body, String... headers) {
    plan.take(head("POST", "/v1/chat/completions", Headers.of(headers)));
    return noting(plan.take(body(body)));
  }

  /** Keeps what Envoy would keep. */
  private Reply noting(Reply reply) {
    if (reply.response() != null) {
      Struct.Builder kept = metadata.toBuilder();
      reply
          .response()
          .getDynamicMetadata()
          .getFieldsMap()
          .forEach((namespace, fields) ->
              kept.putFields(
                  namespace,
                  Value.newBuilder()
                      .setStructValue(
                          kept
                              .getFieldsOrDefault(namespace, Value.getDefaultInstance())
                              .getStructValue()
                              .toBuilder()
                              .putAllFields(fields.getStructValue().getFieldsMap()))
                      .build()));
      metadata = kept.build();
    }
    return reply;
  }

  /** The last try's answer comes to the filter before the router. */
  Reply arrives(int status, Headers headers, boolean endOfStream) {
    Headers.Builder all = headers.toBuilder();
    told.forEach(all::add);
    return plan.take(answer(status, all.build(), endOfStream));
  }

  /** The cluster to which Envoy would send the try of this number. */
  String cluster(int number) {
    List<Value> groups =
        metadata
            .getFieldsOrThrow("keyway.route")
            .getStructValue()
            .getFieldsOrThrow("priority_groups")
            .getListValue()
            .getValuesList();
    return groups
        .get(Math.min(number, groups.size()) - 1)
        .getStructValue()
        .getFieldsOrThrow("clusters")
        .getListValue()
        .getValues(0)
        .getStructValue()
        .getFieldsOrThrow("cluster_name")
        .getStringValue();
  }

  /** What Envoy's router does next: a try at the cluster that stands there for it. */
  Try tried(EnvoyStage stage, int number) {
    return tried(stage, number, cluster(number), Headers.of("x-envoy-attempt-count", "" + number));
  }

  Try tried(EnvoyStage stage, int number, String cluster, Headers headers) {
    Conversation filter = stage.filter(Stage.ATTEMPT);
    return new Try(filter, noting(filter.take(tryAt(number, cluster, headers))));
  }

  /** What the filter of a try's stage says first. */
  ProcessingRequest tryAt(int number, String cluster, Headers headers) {
    return EnvoyStage.with(
            head("POST", "/v1/chat/completions", headers),
            Map.of("upstream.request_attempt_count", number, "xds.cluster_name", cluster))
        .toBuilder()
        .setMetadataContext(
            Metadata.newBuilder()
                .putFilterMetadata(
                    "keyway.ctx",
                    metadata
                        .getFieldsOrDefault("keyway.ctx", Value.getDefaultInstance())
                        .getStructValue()))
        .build();
  }

  final class Try {
    private final Conversation filter;
    private final Reply reply;

    private Try(Conversation filter, Reply reply) {
      this.filter = filter;
      this.reply = reply;
    }

    Reply reply() {
      return reply;
    }

    /** What a message of this try's filter is answered. */
    Reply take(ProcessingRequest message) {
      return noting(filter.take(message));
    }

    CommonResponse common() {
      return reply.response().getRequestHeaders().getResponse();
    }

    Headers set() {
      return EnvoyStage.set(common().getHeaderMutation());
    }

    /** Whether Envoy tries on after this answer. */
    boolean failsOver(int status, Headers headers) {
      return failsOver(noting(filter.take(answer(status, headers, status >= 300))));
    }

    /** The same of an answer with a body whose length is not known. */
    boolean failsOverUnread(int status, Headers headers) {
      return failsOver(noting(filter.take(answer(status, headers, false))));
    }

    boolean failsOverReading(int status, String body) {
      ProcessingResponse asked =
          filter
              .take(
                  answer(
                      status,
                      JSON.toBuilder().add("content-length", "" + body.length()).build(),
                      false))
              .response();
      assertThat(asked.getModeOverride().getResponseBodyMode())
          .isEqualTo(ProcessingMode.BodySendMode.BUFFERED);
      return failsOver(noting(filter.take(answerBody(body, true))));
    }

    boolean failsOver(Reply reply) {
      ProcessingResponse response = reply.response();
      HeaderMutation mutation =
          (response.hasResponseBody()
                  ? response.getResponseBody().getResponse()
                  : response.getResponseHeaders().getResponse())
              .getHeaderMutation();
      assertThat(mutation.getRemoveHeadersList()).contains("x-keyway-failover");
      told = EnvoyStage.set(mutation);
      return told.contains("x-keyway-failover");
    }
  }

  /** A field of what is handed on to the filters of tries. */
  String context(String field) {
    return metadata
        .getFieldsOrThrow("keyway.ctx")
        .getStructValue()
        .getFieldsOrThrow(field)
        .getStringValue();
  }

  /** All that Envoy keeps of the request, as text. */
  String metadata() {
    return metadata.toString();
  }
}
