package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.record.RecordJson;
import dev.keyway.rule.ResponseRules;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Sse;
import dev.keyway.stream.Usage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that are asked to say what they used, of which their clients see nothing. */
class HiddenUsageTest {

  private static final String CHUNK =
      "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}\n\n";
  private static final List<String> SHOWN =
      List.of(
          ": comment\n\n",
          "data: {\"choices\":[{\"delta\":{\"content\":\"One s3cret\"}}],\"usage\":null}\r\n\r\n",
          "event: unknown\ndata: whatever\n\n",
          "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
          Sse.DONE);
  private static final String STREAM = String.join("", SHOWN);
  private static final Usage USED = new Usage(3L, 4L);

  private static RelayStage asking(ResponseRules rules) throws Exception {
    return RelayStage.of(made -> made.withProviders().rules(rules).policy.asksForUsage());
  }

  private static Answer answer() {
    return Answer.events(
        SHOWN.get(0), SHOWN.get(1), SHOWN.get(2), SHOWN.get(3), CHUNK, SHOWN.get(4));
  }

  @Test
  void provider_is_asked_and_the_client_sees_nothing_of_it() throws Exception {
    try (RelayStage stage = asking(ResponseRules.NONE)) {
      stage.first.always(Answer.ok("One", "Two").withUsage(3, 4));

      HttpResponse<String> answer = stage.chatStreamed();

      assertThat(stage.first.received().getFirst().text())
          .contains("\"stream_options\":{\"include_usage\":true}");
      assertThat(answer.body())
          .contains("One", "Two")
          .doesNotContain("prompt_tokens", "\"choices\":[]")
          .endsWith(Sse.DONE);
      DecisionRecord record = stage.record();
      assertThat(record.usage()).isEqualTo(USED);
      assertThat(new ObjectMapper().readTree(RecordJson.line(record)).toString())
          .contains("\"added_params\":[\"stream_options\"]");
    }
  }

  @Test
  void client_that_asks_itself_sees_it() throws Exception {
    String body =
        Client.HELLO_STREAMED.replace(
            "\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}");
    try (RelayStage stage = asking(ResponseRules.NONE)) {
      stage.first.always(answer());

      assertThat(Client.send(Client.chat(stage, body)).body()).contains(CHUNK);
      assertThat(stage.record().usage()).isEqualTo(USED);
    }
  }

  @Test
  void policy_that_does_not_need_it_lets_every_byte_pass() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(answer());

      assertThat(stage.chatStreamed().body()).contains(CHUNK);
      assertThat(stage.first.received().getFirst().text()).isEqualTo(Client.HELLO_STREAMED);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 1000})
  void all_else_passes_byte_for_byte_however_it_comes(int pieces) throws Exception {
    try (RelayStage stage = asking(ResponseRules.NONE)) {
      stage.first.always(answer().trickling(pieces, Duration.ZERO));

      assertThat(stage.chatStreamed().body()).isEqualTo(STREAM);
      DecisionRecord record = stage.record();
      assertThat(record.usage()).isEqualTo(USED);
      assertThat(record.ending()).isEqualTo(Ending.COMPLETE);
    }
  }

  @Test
  void event_of_two_megabytes_passes() throws Exception {
    String large =
        Sse.data("{\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(2 << 20) + "\"}}]}");
    try (RelayStage stage = asking(ResponseRules.NONE)) {
      stage.first.always(Answer.events(large, CHUNK, Sse.DONE));

      assertThat(stage.chatStreamed().body()).isEqualTo(large + Sse.DONE);
      assertThat(stage.record().usage()).isEqualTo(USED);
    }
  }

  @Test
  void events_are_edited_as_well() throws Exception {
    try (RelayStage stage = asking(Rules.redactingEvents())) {
      stage.first.always(answer().trickling(5, Duration.ZERO));

      assertThat(stage.chatStreamed().body()).isEqualTo(Rules.redacted(STREAM));
      assertThat(stage.record().usage()).isEqualTo(USED);
    }
  }

  @Test
  void stream_that_is_held_to_be_edited_has_none_either() throws Exception {
    try (RelayStage stage = asking(Rules.redactingBodies())) {
      stage.first.always(answer());

      assertThat(stage.chatStreamed().body()).isEqualTo(Rules.redacted(STREAM));
      assertThat(stage.record().usage()).isEqualTo(USED);
    }
  }

  @Test
  void compressed_stream_has_none_either() throws Exception {
    try (RelayStage stage = asking(ResponseRules.NONE)) {
      stage.first.always(answer().gzipped());

      HttpResponse<String> answer = stage.chatStreamed();

      assertThat(answer.body()).isEqualTo(STREAM);
      assertThat(answer.headers().map()).doesNotContainKey("content-encoding");
    }
  }

  @Test
  void answer_that_is_no_stream_passes_byte_for_byte() throws Exception {
    String body = "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}";
    try (RelayStage stage = asking(ResponseRules.NONE)) {
      stage.first.always(Answer.json(200, body).withHeader("etag", "\"x\""));

      HttpResponse<String> answer = stage.chatStreamed();

      assertThat(answer.body()).isEqualTo(body);
      assertThat(answer.headers().firstValue("etag")).hasValue("\"x\"");
    }
  }

  @Test
  void stream_that_breaks_ends_with_an_error_all_the_same() throws Exception {
    try (RelayStage stage = asking(ResponseRules.NONE)) {
      stage.first.always(
          Answer.events(SHOWN.get(1), "data: {\"choi").closingAt(Point.beforeTerminator()));

      assertThat(stage.chatStreamed().body())
          .startsWith(SHOWN.get(1) + "data: {\"error\"")
          .endsWith(Sse.DONE);
      assertThat(stage.record().ending()).isEqualTo(Ending.PROVIDER_BROKE);
    }
  }

  @Test
  void next_provider_is_asked_on_its_own_account() throws Exception {
    try (RelayStage stage = asking(ResponseRules.NONE)) {
      stage.first.always(Answer.status(503));
      stage.second.always(answer());

      assertThat(stage.chatStreamed().body()).isEqualTo(STREAM);
      assertThat(stage.record().calls().get(2).addedParams()).containsExactly("stream_options");
    }
  }
}
