package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Anthropic;
import dev.keyway.scripted.Framing;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.ScriptedProvider;
import dev.keyway.scripted.Start;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailoverTest {

  /** RFC 6761, section 6.4: nobody ever has a name like this. */
  private static final URI NOWHERE = URI.create("https://provider.invalid");

  @Test
  void name_that_is_nobodys_fails_over() throws Exception {
    try (RelayStage stage =
        RelayStage.of(made ->
            made.policy
                .provider("nowhere", NOWHERE, "sk-nowhere")
                .provider("second", made.second.baseUrl(), RelayStage.SECOND_KEY))) {
      assertThat(stage.chat().statusCode()).isEqualTo(200);
      assertThat(stage.story()).isEqualTo("nowhere/1 provider (dns), second/1 success");
    }
  }

  @Test
  void name_that_is_nobodys_is_said_when_it_was_all() throws Exception {
    try (RelayStage stage =
        RelayStage.of(made -> made.policy.provider("nowhere", NOWHERE, "sk-nowhere"))) {
      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.headers().firstValue("x-keyway-error")).hasValue("upstream_unreachable");
      assertThat(stage.story()).isEqualTo("nowhere/1 provider (dns)");
    }
  }

  static List<Arguments> failures() {
    return List.of(
        arguments("401", OpenAi.invalidKey(), "key (invalid_api_key)"),
        arguments("402", Anthropic.billingError(), "quota_group (billing_error)"),
        arguments("429", OpenAi.rateLimited(), "rate (rate_limit_exceeded)"),
        arguments("503", OpenAi.overloaded(), "provider (server_error)"),
        arguments(
            "reset before head",
            Answer.ok("x").resettingAt(Point.beforeHead()),
            "provider (reset)"),
        arguments(
            "closed before head", Answer.ok("x").closingAt(Point.beforeHead()), "provider (reset)"),
        arguments("reset in head", Answer.ok("x").resettingAt(Point.inHead()), "provider (reset)"),
        arguments("reset in body", Answer.ok("x").resettingAt(Point.inBody()), "provider (reset)"),
        arguments("truncated", Answer.ok("Hello").truncated(), "provider (reset)"),
        arguments(
            "closed in a body without length",
            Answer.ok("Hello").framed(Framing.UNTIL_CLOSE).closingAt(Point.inBody()),
            "provider (reset)"),
        arguments("empty", Answer.empty(200), "provider (empty_body)"),
        arguments(
            "error under 200",
            Answer.json(200, "{\"error\":{\"code\":429,\"message\":\"slow down\"}}"),
            "rate (status_429)"),
        arguments("web page", Answer.html(200), "provider (web_page)"),
        arguments("gzipped error", OpenAi.invalidKey().gzipped(), "key (invalid_api_key)"),
        arguments(
            "error whose body breaks",
            OpenAi.rateLimited().resettingAt(Point.afterHead()),
            "rate (status_429)"),
        arguments(
            "refused before the body is read",
            OpenAi.rateLimited().starting(Start.BEFORE_BODY),
            "rate (rate_limit_exceeded)"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void next_provider_answers_after(String what, Answer failure, String story) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(failure);
      stage.second.always(Answer.ok("From the second"));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("From the second");
      assertThat(stage.story()).isEqualTo("first/1 " + story + ", second/1 success");
      assertThat(stage.inFlight("first") + stage.inFlight("second")).isZero();
    }
  }

  static Stream<Arguments> brokenStreams() {
    return Stream.of(
        arguments("error first", OpenAi.errorAsFirstEvent(), "provider (server_error)"),
        arguments(
            "reset before content",
            Answer.ok("x").resettingAt(Point.beforeContent()),
            "provider (reset)"),
        arguments(
            "closed before content",
            Answer.ok("x").closingAt(Point.beforeContent()),
            "provider (reset)"),
        arguments(
            "ended before content",
            Answer.ok("x").framed(Framing.UNTIL_CLOSE).closingAt(Point.beforeContent()),
            "provider (empty_stream)"),
        arguments(
            "ended in its only event",
            Answer.events("data: {\"choices\":[{\"delta\":{\"content\":\"One\"}}]}"),
            "provider (reset)"),
        arguments("nothing", Answer.events(), "provider (empty_stream)"),
        arguments(
            "only comments",
            Answer.events(": one\n\n", ": two\n\n", "data: [DONE]\n\n"),
            "provider (empty_stream)"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenStreams")
  void next_provider_answers_a_stream_after(String what, Answer failure, String story)
      throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(failure);
      stage.second.always(Answer.ok("From ", "the second"));

      HttpResponse<String> answer = stage.chatStreamed();

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("the second").endsWith("data: [DONE]\n\n");
      assertThat(answer.body()).doesNotContain("\"first\"", "error");
      assertThat(stage.story()).isEqualTo("first/1 " + story + ", second/1 success");
    }
  }

  @Test
  void next_provider_answers_when_the_first_refuses_connections() throws Exception {
    try (RelayStage stage =
        RelayStage.of(made -> {
          made.policy.provider("gone", ScriptedProvider.refused(), "sk-gone");
          made.withProviders();
        })) {
      assertThat(stage.chat().statusCode()).isEqualTo(200);
      assertThat(stage.story()).isEqualTo("gone/1 provider (connect), first/1 success");
    }
  }

  @Test
  void next_key_of_the_same_provider_is_tried_first() throws Exception {
    try (RelayStage stage =
        RelayStage.of(
            made -> made.policy.provider("first", made.first.baseUrl(), "sk-a", "sk-b"))) {
      stage.first.whenKey("sk-a").always(OpenAi.rateLimited());

      assertThat(stage.chat().statusCode()).isEqualTo(200);
      assertThat(stage.story()).isEqualTo("first/1 rate (rate_limit_exceeded), first/2 success");
    }
  }

  @Test
  void clients_own_mistake_ends_it_and_is_shown_as_it_came() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(OpenAi.invalidParameter());

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("decimal_above_max_value");
      assertThat(answer.headers().firstValue("x-keyway-error")).isEmpty();
      assertThat(stage.second.received()).isEmpty();
    }
  }

  @Test
  void answer_says_what_was_tried_when_all_failed() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(OpenAi.overloaded());
      stage.second.always(OpenAi.invalidKey());

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("x-keyway-error")).hasValue("all_providers_failed");
      assertThat(answer.headers().firstValue("x-keyway-id")).isPresent();
      assertThat(answer.body())
          .contains("\"provider\":\"first\"", "\"provider\":\"second\"", "ERR_NGROK_3807");
    }
  }

  @Test
  void answer_says_when_to_come_back_when_every_key_is_limited() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(OpenAi.rateLimited(Duration.ofSeconds(40)));
      stage.second.always(OpenAi.rateLimited(Duration.ofSeconds(20)));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValueAsLong("retry-after").orElse(-1)).isBetween(19L, 20L);
    }
  }

  @Test
  void answers_in_the_dialect_of_messages_when_all_failed() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Anthropic.overloaded());
      stage.second.always(Anthropic.overloaded());

      assertThat(stage.messages().body()).startsWith("{\"type\":\"error\",\"error\":{\"type\":");
    }
  }
}
