package dev.keyway.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.keyway.Keyway;
import dev.keyway.access.AccessKeys;
import dev.keyway.access.Admission;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.CredentialFingerprints;
import dev.keyway.access.PolicyRef;
import dev.keyway.document.Problem;
import dev.keyway.envoy.FilterSettings.Trust;
import dev.keyway.envoy.wire.HeaderMap;
import dev.keyway.envoy.wire.HeaderMutation;
import dev.keyway.envoy.wire.HeaderValue;
import dev.keyway.envoy.wire.HttpBody;
import dev.keyway.envoy.wire.HttpHeaders;
import dev.keyway.envoy.wire.Metadata;
import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.envoy.wire.ProcessingResponse;
import dev.keyway.health.Health;
import dev.keyway.http.Headers;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReading;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.record.DecisionRecord;
import dev.keyway.secret.SecretResolver;
import dev.keyway.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What Envoy asks, without an Envoy: a policy as an operator writes it, and filters that a test
 * speaks for, message by message.
 */
final class EnvoyStage {

  static final Trust NOBODY = new Trust(null, false, false);

  static final String HELLO =
      """
      {"model":"gpt-4o","models":["claude-sonnet-4-5"],"messages":[{"role":"user","content":"Hello"}]}\
      """;

  static final String POLICY =
      """
      on_http_request:
        - type: ai-gateway
          config:
            access: {require: none}
            providers:
              - id: openai
                api_keys:
                  - value: ${secrets.get('openai', 'primary-key')}
                  - value: ${secrets.get('openai', 'backup-key')}
              - id: anthropic
                api_keys:
                  - value: ${secrets.get('anthropic', 'key')}
      """;

  private static final Map<String, String> SECRETS =
      Map.of(
          "OPENAI_PRIMARY_KEY", "sk-primary-0123456789",
          "OPENAI_BACKUP_KEY", "sk-backup-0123456789",
          "ANTHROPIC_KEY", "sk-ant-0123456789");

  final List<DecisionRecord> records = new ArrayList<>();
  final ManualClock clock = new ManualClock();
  final ContextKeys contextKeys;
  final EnvoyServing serving;
  private final Stages stages;

  EnvoyStage(String policy) {
    this(policy, ContextKeys.random(new SecureRandom()));
  }

  EnvoyStage(String policy, ContextKeys contextKeys) {
    this.contextKeys = contextKeys;
    Policy read = read(policy);
    this.serving =
        new EnvoyServing(
            new Keyway(clock, new Random(1), new Health(), ProviderUrls.NONE, records::add),
            ref -> ref.equals(new PolicyRef.Named("chat")) ? read : null,
            new Admission(
                AccessKeys.NONE,
                contextKeys,
                Duration.ofSeconds(30),
                CredentialFingerprints.random(new SecureRandom())));
    this.stages = new Stages(() -> serving, clock);
  }

  private static Policy read(String policy) {
    PolicyReading reading =
        Keyway.policyReader(SecretResolver.ofEnvironment(SECRETS::get), Problem.Severity.ERROR)
            .read("chat", policy.getBytes(StandardCharsets.UTF_8));
    return switch (reading) {
      case PolicyReading.Loaded loaded -> loaded.policy();
      case PolicyReading.Refused refused -> throw new AssertionError(refused.problems());
    };
  }

  /** A filter's talk about one request. */
  Conversation filter(Stage stage) {
    return filter(new FilterSettings(stage, "chat", "", NOBODY, false));
  }

  Conversation filter(FilterSettings settings) {
    return stages.conversation(settings);
  }

  /** What happens by itself now and then. */
  void settleUnwatched() {
    stages.settleUnwatched();
  }

  static ProcessingRequest head(String method, String path, Headers headers) {
    return head(method, path, headers, false);
  }

  static ProcessingRequest head(String method, String path, Headers headers, boolean endOfStream) {
    Headers.Builder all = Headers.builder().add(":method", method).add(":path", path);
    headers.forEach(all::add);
    return ProcessingRequest.newBuilder()
        .setRequestHeaders(
            HttpHeaders.newBuilder().setHeaders(map(all.build())).setEndOfStream(endOfStream))
        .build();
  }

  static ProcessingRequest body(String text) {
    return ProcessingRequest.newBuilder()
        .setRequestBody(HttpBody.newBuilder().setBody(ByteString.copyFromUtf8(text)))
        .build();
  }

  static ProcessingRequest answer(int status, Headers headers, boolean endOfStream) {
    Headers.Builder all = Headers.builder().add(":status", Integer.toString(status));
    headers.forEach(all::add);
    return ProcessingRequest.newBuilder()
        .setResponseHeaders(
            HttpHeaders.newBuilder().setHeaders(map(all.build())).setEndOfStream(endOfStream))
        .build();
  }

  static ProcessingRequest answerBody(String text, boolean endOfStream) {
    return ProcessingRequest.newBuilder()
        .setResponseBody(
            HttpBody.newBuilder()
                .setBody(ByteString.copyFromUtf8(text))
                .setEndOfStream(endOfStream))
        .build();
  }

  /** The same message with attributes of Envoy's. */
  static ProcessingRequest with(ProcessingRequest message, Map<String, Object> attributes) {
    Struct.Builder struct = Struct.newBuilder();
    attributes.forEach((name, value) -> struct.putFields(name, value(value)));
    return message.toBuilder().putAttributes("envoy.filters.http.ext_proc", struct.build()).build();
  }

  /** The same message with what a filter of Envoy's noted. */
  static ProcessingRequest noted(ProcessingRequest message, String filter, Struct noted) {
    return message.toBuilder()
        .setMetadataContext(Metadata.newBuilder().putFilterMetadata(filter, noted))
        .build();
  }

  static Struct struct(Map<String, Object> fields) {
    Struct.Builder struct = Struct.newBuilder();
    fields.forEach((name, value) -> struct.putFields(name, value(value)));
    return struct.build();
  }

  private static Value value(Object value) {
    Value.Builder made = Value.newBuilder();
    switch (value) {
      case String text -> made.setStringValue(text);
      case Boolean flag -> made.setBoolValue(flag);
      case Number number -> made.setNumberValue(number.doubleValue());
      case Struct struct -> made.setStructValue(struct);
      case List<?> list -> list.forEach(each -> made.getListValueBuilder().addValues(value(each)));
      default -> throw new IllegalArgumentException(value.toString());
    }
    return made.build();
  }

  private static HeaderMap map(Headers headers) {
    HeaderMap.Builder map = HeaderMap.newBuilder();
    headers.forEach((name, value) ->
        map.addHeaders(
            HeaderValue.newBuilder()
                .setKey(name)
                .setRawValue(ByteString.copyFrom(value, StandardCharsets.ISO_8859_1))));
    return map.build();
  }

  /** What an answer to a message sets. */
  static Headers set(HeaderMutation mutation) {
    Headers.Builder set = Headers.builder();
    mutation
        .getSetHeadersList()
        .forEach(each ->
            set.add(
                each.getHeader().getKey(),
                each.getHeader().getRawValue().toString(StandardCharsets.ISO_8859_1)));
    return set.build();
  }

  /** The answer, which must be one that ends the request here. */
  static String denied(Conversation.Reply reply, int status) {
    assertThat(reply.response()).isNotNull();
    ProcessingResponse response = reply.response();
    assertThat(response.hasImmediateResponse()).isTrue();
    assertThat(response.getImmediateResponse().getStatus().getCode()).isEqualTo(status);
    assertThat(reply.last()).isTrue();
    return response.getImmediateResponse().getBody().toStringUtf8();
  }
}
