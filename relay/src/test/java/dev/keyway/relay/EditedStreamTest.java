package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.rule.AnswerEdit;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Sse;
import dev.keyway.stream.EventEditor;
import dev.keyway.stream.Usage;
import io.vertx.core.http.HttpVersion;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules that edit the events of streams, each as it comes. */
class EditedStreamTest {

  private static final String[] EVENTS = {
    ": comment\n\n",
    "event: x\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"it is s3cret\"}}]}\r\n\r\n",
    "id: 7\ndata:{\"choices\":[{\"delta\":{\"content\":\"Grüße\"}}]}\n\n",
    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}\n\n",
    "data: [DONE]\n\n"
  };
  private static final String STREAM = String.join("", EVENTS);

  private static RelayStage redacting() throws Exception {
    return RelayStage.of(stage -> stage.withProviders().rules(Rules.redactingEvents()));
  }

  @Test
  void event_is_edited_although_every_byte_comes_alone() throws Exception {
    try (RelayStage stage = redacting()) {
      stage.first.answer(Answer.events(EVENTS).trickling(1, Duration.ZERO));

      HttpResponse<String> answer = stage.chatStreamed();

      assertThat(answer.body()).isEqualTo(Rules.redacted(STREAM));
      assertThat(answer.headers().firstValue("x-accel-buffering")).hasValue("no");
      DecisionRecord record = stage.record();
      assertThat(record.ending()).isEqualTo(Ending.COMPLETE);
      assertThat(record.usage()).isEqualTo(new Usage(3L, 4L));
    }
  }

  @Test
  void stream_that_no_edit_changes_passes_byte_for_byte() throws Exception {
    String stream = STREAM.replace(Rules.SECRET, "nothing");
    try (RelayStage stage = redacting()) {
      stage.first.answer(Answer.events(stream).trickling(5, Duration.ZERO));

      assertThat(stage.chatStreamed().body()).isEqualTo(stream);
    }
  }

  @Test
  void usage_is_what_the_provider_said_whatever_becomes_of_the_event() throws Exception {
    AnswerEdit edit = new AnswerEdit.EachEvent(Rules.eachEvent(text -> "{}"));
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().rules(Rules.edit(edit)))) {
      stage.first.answer(Answer.events(EVENTS));

      assertThat(stage.chatStreamed().body()).contains("data: {}").doesNotContain("DONE", "usage");
      assertThat(stage.record().usage()).isEqualTo(new Usage(3L, 4L));
    }
  }

  @Test
  void answer_that_is_no_stream_passes_byte_for_byte() throws Exception {
    String body = "{\"x\" : \"data: s3cret\"}";
    try (RelayStage stage = redacting()) {
      stage.first.answer(Answer.json(200, body).withHeader("etag", "\"x\""));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.body()).isEqualTo(body);
      assertThat(answer.headers().firstValue("etag")).hasValue("\"x\"");
    }
  }

  @Test
  void compressed_stream_is_edited_at_its_end() throws Exception {
    try (RelayStage stage = redacting()) {
      stage.first.answer(Answer.events(EVENTS).gzipped());

      HttpResponse<String> answer = stage.chatStreamed();

      assertThat(answer.body()).isEqualTo(Rules.redacted(STREAM));
      assertThat(answer.headers().map()).doesNotContainKey("content-encoding");
    }
  }

  @Test
  void last_event_without_its_empty_line_is_edited() throws Exception {
    String stream =
        Sse.data("{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}") + "data: s3cret";
    try (RelayStage stage = redacting()) {
      stage.first.answer(Answer.events(stream));

      assertThat(stage.chatStreamed().body())
          .endsWith("data: " + Rules.REDACTED + "\n")
          .doesNotContain(Rules.SECRET);
    }
  }

  @Test
  void event_that_has_no_end_before_the_stream_breaks_does_not_go_out() throws Exception {
    String whole = Sse.data("{\"choices\":[{\"delta\":{\"content\":\"One\"}}]}");
    try (RelayStage stage = redacting()) {
      stage.first.answer(
          Answer.events(whole + "data: half of s3cret").closingAt(Point.beforeTerminator()));

      String body = stage.chatStreamed().body();

      assertThat(body).startsWith(whole + "data: {\"error\"").endsWith("data: [DONE]\n\n");
      assertThat(body).doesNotContain("half");
      assertThat(stage.record().ending()).isEqualTo(Ending.PROVIDER_BROKE);
    }
  }

  @Test
  void stream_ends_before_an_event_that_is_too_large() throws Exception {
    String small = Sse.data("{\"choices\":[{\"delta\":{\"content\":\"One\"}}]}");
    String large = "x".repeat(EventEditor.MOST_EVENT_BYTES) + Rules.SECRET;
    try (RelayStage stage = redacting()) {
      stage.first.answer(Answer.events(small, Sse.data(large), small, Sse.DONE));

      String body = stage.chatStreamed().body();

      assertThat(body)
          .startsWith(small + "data: {\"error\"")
          .contains("\"code\":\"answer_withheld\"")
          .endsWith("data: [DONE]\n\n");
      assertThat(stage.record().ending()).isEqualTo(Ending.WITHHELD);
      assertThat(stage.inFlight("first")).isZero();
    }
  }

  @Test
  void message_stream_ends_before_an_event_that_cannot_be_edited() throws Exception {
    AnswerEdit edit =
        new AnswerEdit.EachEvent(event -> {
          String data = event.data();
          return data != null && data.contains("Two") ? null : event;
        });
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().rules(Rules.edit(edit)))) {
      stage.first.answer(Answer.ok("One", "Two"));

      String body = stage.messagesStreamed().body();

      assertThat(body).contains("One", "\n\nevent: error\ndata: {\"type\":\"error\"");
      assertThat(body).contains("answer_withheld").doesNotContain("Two", "message_stop");
    }
  }

  @Test
  void stream_whose_first_event_cannot_be_edited_is_withheld_as_a_whole() throws Exception {
    AnswerEdit edit = new AnswerEdit.EachEvent(event -> null);
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().rules(Rules.edit(edit)))) {
      stage.first.answer(Answer.ok("One"));

      HttpResponse<String> answer = stage.chatStreamed();

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.headers().firstValue("x-keyway-error")).hasValue("answer_withheld");
      assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
      assertThat(stage.record().ending()).isEqualTo(Ending.WITHHELD);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void slow_client_slows_the_provider_and_gets_every_event_edited(HttpVersion version)
      throws Exception {
    int events = 300;
    String text = "x".repeat(100_000);
    String event = "{\"choices\":[{\"delta\":{\"content\":\"s3cret " + text + "\"}}]}";
    long all = (long) events * event.length();
    try (RelayStage stage = redacting();
        Taker taker = new Taker(stage, version)) {
      stage.first.always(
          Answer.events(String.join("", Collections.nCopies(events, Sse.data(event))), Sse.DONE));

      Taker.Taking taking = taker.ask(Client.HELLO_STREAMED);
      Client.awaitStandstill(stage.first::bytesSent, Duration.ofMillis(300));
      assertThat(stage.first.bytesSent()).isLessThan(all * 2 / 3);

      String body = taking.text();
      assertThat(body).doesNotContain(Rules.SECRET);
      assertThat(body).isEqualTo(Sse.data(Rules.redacted(event)).repeat(events) + Sse.DONE);
    }
  }
}
