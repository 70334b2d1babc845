package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.record.RecordJson;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Sse;
import io.vertx.core.http.HttpVersion;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules for answers as a policy's file has them, on the wire. */
class AnswerRulesTest {

  private static final String REDACTING_BODIES =
      """
      on_http_response:
        - type: response-body-find-replace
          config:
            replacements: [{from: '\\b\\d{3}-\\d{2}-\\d{4}\\b', to: "[SSN]"}]
      """;
  private static final String REDACTING_EVENTS =
      """
      on_event_stream_message:
        - type: sse-find-replace
          config:
            replacements: [{from: '\\b\\d{3}-\\d{2}-\\d{4}\\b', to: "[SSN]"}]
      """;
  private static final String NUMBER = "It is 123-45-6789.";

  private static RelayStage under(String rules) throws Exception {
    return RelayStage.with(policy -> policy.answerRules(rules));
  }

  @Test
  void bodies_are_edited_and_streams_held_for_it() throws Exception {
    try (RelayStage stage = under(REDACTING_BODIES)) {
      stage.first.always(Answer.ok(NUMBER));

      assertThat(stage.chat().body()).contains("It is [SSN].");
      assertThat(stage.messages().body()).contains("It is [SSN].");
      HttpResponse<String> streamed = stage.chatStreamed();
      assertThat(streamed.body()).contains("It is [SSN].").endsWith("data: [DONE]\n\n");
      assertThat(streamed.headers().firstValue("content-length")).isPresent();
      assertThat(RecordJson.line(stage.record())).contains("response-body-find-replace");
    }
  }

  @Test
  void error_bodies_are_edited_too() throws Exception {
    try (RelayStage stage = under(REDACTING_BODIES)) {
      stage.first.always(Answer.json(400, "{\"error\":{\"message\":\"123-45-6789\"}}"));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("[SSN]").doesNotContain("6789");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void events_are_edited_as_they_come(HttpVersion version) throws Exception {
    try (RelayStage stage = under(REDACTING_EVENTS);
        Taker taker = new Taker(stage, version)) {
      stage.first.always(Answer.ok("First", NUMBER).trickling(3, Duration.ZERO));

      assertThat(taker.ask(Client.HELLO_STREAMED).text())
          .contains("First", "It is [SSN].")
          .endsWith("data: [DONE]\n\n");
      assertThat(RecordJson.line(stage.record()))
          .contains("{\"rule\":\"on_event_stream_message[0]\",\"actions\":[\"sse-find-replace\"]");
    }
  }

  /** What spans two events is not seen: each is edited on its own. */
  @Test
  void pattern_that_spans_two_events_does_not_match() throws Exception {
    try (RelayStage stage = under(REDACTING_EVENTS)) {
      stage.first.always(Answer.ok("123-45", "-6789"));

      assertThat(stage.chatStreamed().body()).contains("123-45", "-6789");
    }
  }

  @Test
  void answers_that_are_no_streams_are_not_touched_by_rules_for_events() throws Exception {
    String body = "{ \"x\":  \"123-45-6789\"}";
    try (RelayStage stage = under(REDACTING_EVENTS)) {
      stage.first.always(Answer.json(200, body));

      assertThat(stage.chat().body()).isEqualTo(body);
    }
  }

  @Test
  void retry_time_of_a_stream_is_set() throws Exception {
    try (RelayStage stage =
        under(
            """
            on_event_stream_message:
              - type: sse-find-replace
                config: {replacements: [{field: retry, from: '\\d+', to: "5000"}]}
            """)) {
      String content = Sse.data("{\"choices\":[{\"delta\":{\"content\":\"10\"}}]}");
      stage.first.always(Answer.events("retry: 10\n" + content, Sse.DONE));

      assertThat(stage.chatStreamed().body()).isEqualTo("retry: 5000\n" + content + Sse.DONE);
    }
  }

  @Test
  void headers_are_added_and_removed_and_what_is_logged_stands_in_the_record() throws Exception {
    try (RelayStage stage =
        under(
            """
            on_http_response:
              - actions:
                  - {type: set-vars, config: {vars: [{was: "${res.headers['x-upstream'][0]}"}]}}
                  - {type: remove-headers, config: {headers: [x-upstream, x-none]}}
                  - {type: add-headers, config: {headers: {x-was: "${vars.was}", x-kept: two}}}
              - expressions: ["res.headers['x-upstream'][0] == null"]
                actions:
                  - type: log
                    config: {metadata: {removed: "${actions.ngrok.remove_headers.headers_removed}"}}
            """)) {
      String body = "{ \"x\":  1}";
      stage.first.always(
          Answer.json(200, body).withHeader("x-upstream", "up").withHeader("x-kept", "one"));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.body()).isEqualTo(body);
      assertThat(answer.headers().firstValue("x-was")).hasValue("up");
      assertThat(answer.headers().allValues("x-kept")).containsExactly("one", "two");
      assertThat(answer.headers().map()).doesNotContainKey("x-upstream");
      assertThat(RecordJson.line(stage.record())).contains("\"removed\":[\"x-upstream\"]");
    }
  }

  @Test
  void custom_response_takes_the_place_of_a_failure() throws Exception {
    try (RelayStage stage =
        under(
            """
            on_http_response:
              - expressions: [res.status_code >= 500]
                actions:
                  - type: custom-response
                    config:
                      status_code: 503
                      headers: {content-type: text/plain, retry-after: "30"}
                      body: "we are busy (${res.status_code})"
            """)) {
      stage.first.always(Answer.status(500));
      stage.second.always(Answer.status(500));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo("we are busy (503)");
      assertThat(answer.headers().firstValue("retry-after")).hasValue("30");
      assertThat(RecordJson.line(stage.record())).contains("all_providers_failed");
    }
  }
}
