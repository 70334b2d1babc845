package dev.keyway.envoy;

import static dev.keyway.envoy.EnvoyStage.HELLO;
import static dev.keyway.envoy.EnvoyStage.answer;
import static dev.keyway.envoy.EnvoyStage.body;
import static dev.keyway.envoy.EnvoyStage.denied;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.access.ContextKeys;
import dev.keyway.envoy.Conversation.Reply;
import dev.keyway.envoy.wire.CommonResponse;
import dev.keyway.envoy.wire.ProcessingMode;
import dev.keyway.failover.ModelTrial;
import dev.keyway.http.Headers;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/**
 * A request that is planned by one process, one of whose tries comes to the one that replaces it.
 */
class HandoverTest {

  private static final Headers JSON = Headers.of("content-type", "application/json");

  private final ContextKeys keys = ContextKeys.random(new SecureRandom());
  private final EnvoyStage before = new EnvoyStage(EnvoyStage.POLICY, keys);
  private final EnvoyStage after = new EnvoyStage(EnvoyStage.POLICY, keys);
  private final Conversation plan = before.filter(Stage.PLAN);
  private final NativeRequest request = new NativeRequest(plan);

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
  void no_key_stands_in_the_metadata() {
    request.begin(HELLO);
    assertThat(request.metadata()).contains("openai/primary-key").doesNotContain("sk-primary");
  }
}
