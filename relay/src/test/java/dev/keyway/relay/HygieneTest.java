package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Received;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What crosses from one side to the other, and what does not. */
class HygieneTest {

  @Test
  void answer_carries_what_is_the_clients_business_only() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(
          Answer.ok("x")
              .withHeader("set-cookie", "__cf_bm=1")
              .withHeader("x-ratelimit-remaining-requests", "9")
              .withHeader("openai-organization", "org-1")
              .withHeader("x-keyway-key", "forged")
              .withHeader("request-id", "req-1"));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.headers().map().keySet())
          .doesNotContain(
              "set-cookie",
              "x-ratelimit-remaining-requests",
              "openai-organization",
              "x-keyway-key",
              "x-accel-buffering",
              "transfer-encoding");
      assertThat(answer.headers().allValues("content-length")).hasSize(1);
      assertThat(answer.headers().firstValue("request-id")).hasValue("req-1");
      assertThat(answer.headers().firstValue("x-keyway-id")).hasValue(stage.record().id());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keep-alive",
        "te",
        "trailer",
        "upgrade",
        "proxy-authenticate",
        "proxy-connection",
        "http2-settings",
        "set-cookie",
        "openai-organization",
        "openai-project",
        "anthropic-organization-id",
        "x-ratelimit-limit-requests",
        "x-ratelimit-reset-tokens",
        "anthropic-ratelimit-tokens-remaining",
        "x-tokenlimit-limit",
        "retry-after",
        "location",
        "x-keyway-provider",
        "x-keyway-model",
        "x-keyway-key",
        "x-keyway-attempts",
        "x-keyway-error"
      })
  void header_that_is_none_of_the_clients_business_ends_here(String name) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.ok("x").withHeader(name, "7"));

      for (HttpResponse<String> answer : List.of(stage.chat(), stage.chatStreamed())) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues(name)).isEmpty();
        assertThat(answer.headers().firstValue("x-keyway-id")).isPresent();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-request-id",
        "request-id",
        "openai-processing-ms",
        "openai-version",
        "cf-ray",
        "x-anything-else"
      })
  void header_that_helps_the_client_reaches_it(String name) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.ok("x").withHeader(name, "7"));

      assertThat(stage.chat().headers().allValues(name)).contains("7");
      assertThat(stage.chatStreamed().headers().allValues(name)).contains("7");
    }
  }

  @Test
  void quota_of_the_clients_own_key_is_the_clients_to_know() throws Exception {
    try (RelayStage stage =
        RelayStage.of(made -> made.policy.provider("first", made.first.baseUrl()))) {
      stage.first.always(
          Answer.ok("x")
              .withHeader("x-ratelimit-remaining-requests", "7")
              .withHeader("openai-organization", "org-1"));

      HttpResponse<String> answer =
          Client.send(Client.chat(stage, Client.HELLO).header("authorization", "Bearer sk-client"));

      assertThat(answer.headers().firstValue("x-ratelimit-remaining-requests")).hasValue("7");
      assertThat(answer.headers().firstValue("openai-organization")).isEmpty();
    }
  }

  @Test
  void stream_is_not_to_be_held_back_on_its_way() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      assertThat(stage.chatStreamed().headers().firstValue("x-accel-buffering")).hasValue("no");
    }
  }

  @Test
  void answer_names_what_was_tried_where_the_policy_wants_it() throws Exception {
    try (RelayStage stage = RelayStage.with(StagePolicy::exposeAttempts)) {
      stage.first.always(OpenAi.overloaded());

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.headers().firstValue("x-keyway-provider")).hasValue("second");
      assertThat(answer.headers().firstValue("x-keyway-model")).hasValue(StagePolicy.MODEL);
      assertThat(answer.headers().firstValue("x-keyway-key")).hasValue("second/1");
      assertThat(answer.headers().firstValue("x-keyway-attempts")).hasValue("2");
    }
  }

  @Test
  void clients_credentials_never_reach_a_provider_with_a_key_of_its_own() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      Client.send(
          Client.chat(stage, Client.HELLO)
              .header("authorization", "Bearer sk-client-secret")
              .header("x-api-key", "sk-client-secret")
              .header("cookie", "session=sk-client-secret")
              .header("x-keyway-route", "sk-client-secret")
              .header("x-kept", "kept"));

      Received received = stage.first.received().getFirst();
      assertThat(received.headers().toString()).doesNotContain("sk-client-secret");
      assertThat(names(received)).doesNotContain("cookie", "x-keyway-route", "x-api-key");
      assertThat(received.headers("authorization"))
          .containsExactly("Bearer " + RelayStage.FIRST_KEY);
      assertThat(received.header("x-kept")).isEqualTo("kept");
      assertThat(received.headers("host")).containsExactly("127.0.0.1:" + stage.first.port());
    }
  }

  @Test
  void next_provider_sees_nothing_of_the_first_ones_key() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(OpenAi.invalidKey());

      stage.messages();

      Received received = stage.second.received().getFirst();
      assertThat(received.key()).isEqualTo(RelayStage.SECOND_KEY);
      assertThat(received.headers().stream().map(header -> header.value()))
          .noneMatch(value -> value.contains(RelayStage.FIRST_KEY));
    }
  }

  @Test
  void clients_own_key_goes_to_the_one_provider_without_keys_and_nowhere_else() throws Exception {
    try (RelayStage stage =
        RelayStage.of(made -> {
          made.policy.provider("first", made.first.baseUrl());
          made.policy.provider("second", made.second.baseUrl(), RelayStage.SECOND_KEY);
        })) {
      stage.first.always(OpenAi.overloaded());

      HttpRequest.Builder request =
          Client.chat(stage, Client.HELLO).header("authorization", "Bearer sk-client-secret");
      assertThat(Client.send(request).statusCode()).isEqualTo(200);

      assertThat(stage.first.received().getFirst().key()).isEqualTo("sk-client-secret");
      assertThat(stage.second.received().getFirst().key()).isEqualTo(RelayStage.SECOND_KEY);
      assertThat(stage.story()).isEqualTo("client provider (server_error), second/1 success");
    }
  }

  private static List<String> names(Received received) {
    return received.headers().stream()
        .map(header -> header.name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
