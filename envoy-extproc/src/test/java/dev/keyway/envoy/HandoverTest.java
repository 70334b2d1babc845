package dev.keyway.envoy;

import static dev.keyway.envoy.EnvoyStage.HELLO;
import static dev.keyway.envoy.EnvoyStage.answer;
import static dev.keyway.envoy.EnvoyStage.body;
import static dev.keyway.envoy.EnvoyStage.denied;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.DecidedAttempt;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.ContextKeysReading;
import dev.keyway.envoy.Conversation.Reply;
import dev.keyway.envoy.wire.CommonResponse;
import dev.keyway.envoy.wire.ProcessingMode;
import dev.keyway.failover.ModelTrial;
import dev.keyway.http.Headers;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A request that is planned by one process, one of whose tries comes to the one that replaces it.
 */
class HandoverTest {

  private static final Headers JSON = Headers.of("content-type", "application/json");

  private final ContextKeys keys = shared();
  private final EnvoyStage before = new EnvoyStage(EnvoyStage.POLICY, keys);
  private final EnvoyStage after = new EnvoyStage(EnvoyStage.POLICY, keys);
  private final Conversation plan = before.filter(Stage.PLAN);
  private final NativeRequest request = new NativeRequest(plan);

  /** As from a file that both processes read. */
  private static ContextKeys shared() {
    byte[] material = new byte[32];
    new SecureRandom().nextBytes(material);
    return switch (ContextKeys.read(Map.of("key", Base64.getEncoder().encodeToString(material)))) {
      case ContextKeysReading.Loaded(ContextKeys keys) -> keys;
      case ContextKeysReading.Refused(var problems) -> throw new AssertionError(problems);
    };
  }

  private NativeRequest.Try secondTryAt(EnvoyStage other) {
    request.begin(HELLO);
    request.tried(before, 1).failsOver(429, Headers.of("retry-after", "60"));
    return request.tried(other, 2);
  }

  @Test
  void the_try_is_made_with_the_key_that_was_decided_on() {
    NativeRequest.Try second = secondTryAt(after);
    assertThat(second.reply().response().getModeOverride().getRequestBodyMode())
        .isEqualTo(ProcessingMode.BodySendMode.BUFFERED);

    CommonResponse made = second.take(body(HELLO)).response().getRequestBody().getResponse();

    Headers set = EnvoyStage.set(made.getHeaderMutation());
    assertThat(set.first("authorization")).isEqualTo("Bearer sk-backup-0123456789");
    assertThat(made.getBodyMutation().getBody().toStringUtf8())
        .isEqualTo(
            "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");
    assertThat(set.first("content-length"))
        .isEqualTo("" + made.getBodyMutation().getBody().size())
        .isEqualTo(request.context("content_length"));
  }

  @Test
  void what_became_of_it_is_told_to_the_process_that_planned_it() {
    NativeRequest.Try second = secondTryAt(after);
    second.take(body(HELLO));
    Headers told =
        EnvoyStage.set(
            second
                .take(answer(200, JSON, false))
                .response()
                .getResponseHeaders()
                .getResponse()
                .getHeaderMutation());

    Reply passed =
        plan.take(
            answer(
                200,
                JSON.toBuilder().add("x-keyway-resumed", told.first("x-keyway-resumed")).build(),
                false));

    assertThat(
            passed
                .response()
                .getResponseHeaders()
                .getResponse()
                .getHeaderMutation()
                .getRemoveHeadersList())
        .contains("x-keyway-resumed");
    assertThat(before.records).hasSize(1);
    assertThat(before.records.getFirst().trials().stream().map(ModelTrial::attempts))
        .singleElement()
        .satisfies(attempts -> assertThat(attempts).hasSize(2));
    assertThat(after.records).isEmpty();
  }

  /** Envoy's headers of a try are what the one before made of them. */
  @Test
  void nothing_of_the_try_before_goes_along() {
    request.begin(HELLO, "user-agent", "a client's");
    request.tried(before, 1).failsOver(429, Headers.of("retry-after", "60"));
    NativeRequest.Try second =
        request.tried(
            after,
            2,
            request.cluster(2),
            Headers.of(
                "user-agent", "a client's",
                "x-tenant", "of the provider before",
                "authorization", "Bearer sk-primary-0123456789"));

    CommonResponse made = second.take(body(HELLO)).response().getRequestBody().getResponse();

    assertThat(made.getHeaderMutation().getRemoveHeadersList())
        .contains("x-tenant")
        .doesNotContain("user-agent");
    assertThat(EnvoyStage.set(made.getHeaderMutation()).all("authorization"))
        .containsExactly("Bearer sk-backup-0123456789");
  }

  @Test
  void a_process_with_other_context_keys_makes_nothing() {
    EnvoyStage stranger = new EnvoyStage(EnvoyStage.POLICY, ContextKeys.random(new SecureRandom()));

    denied(secondTryAt(stranger).take(body(HELLO)), 500);
  }

  @Test
  void a_key_that_the_policy_has_no_more_is_not_replaced_by_another() {
    EnvoyStage fewer =
        new EnvoyStage(
            EnvoyStage.POLICY.replace(
                "            - value: ${secrets.get('openai', 'backup-key')}\n", ""),
            keys);

    denied(secondTryAt(fewer).take(body(HELLO)), 500);
  }

  @Test
  void nothing_is_signed_with_keys_that_no_other_process_can_have() {
    EnvoyStage alone = new EnvoyStage(EnvoyStage.POLICY);
    NativeRequest planned = new NativeRequest(alone.filter(Stage.PLAN));

    planned.begin(HELLO);

    assertThat(planned.metadata()).contains("flight").doesNotContain("openai/primary-key");
  }

  @Test
  void what_is_written_is_read_again() {
    Handover handover = handover("openai/primary-key");

    assertThat(Handover.of(handover.text())).isEqualTo(handover);
  }

  @Test
  void nothing_is_handed_over_where_a_name_has_several_lines() {
    assertThat(handover("openai/\nprimary-key").text()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "c\n/p\n0\nopenai\ngpt-4o", "c\n/p\n-1\nopenai\ngpt-4o\nkey"})
  void what_is_not_whole_is_none(String text) {
    assertThat(Handover.of(text)).isNull();
  }

  private static Handover handover(String key) {
    return new Handover(
        "context",
        "/v1/chat/completions",
        List.of("accept", "user-agent"),
        new DecidedAttempt(1, "openai", "gpt-4o", key));
  }

  @Test
  void no_key_stands_in_the_metadata() {
    request.begin(HELLO);
    assertThat(request.metadata()).contains("openai/primary-key").doesNotContain("sk-primary");
  }
}
