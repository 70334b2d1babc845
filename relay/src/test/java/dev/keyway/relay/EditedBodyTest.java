package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.rule.AnswerEdit;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Framing;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Sse;
import dev.keyway.stream.Usage;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that edit whole bodies: nothing reaches the client unedited. */
class EditedBodyTest {

  private static final String BODY =
      """
      {"choices":[{"message":{"content":"It is s3cret, \u00fc ü"}}],"usage":{"prompt_tokens":3,"completion_tokens":5}}
      """;
  private static final String EDITED = BODY.replace(Rules.SECRET, Rules.REDACTED);
  private static final String LONG_ERROR =
      "{\"error\":{\"message\":\"no s3cret %s\",\"type\":\"invalid_request_error\"}}"
          .formatted("x".repeat(10_000));
  private static final UpstreamSettings LITTLE_HELD = Limits.held(100, 20_000, 100);

  private static RelayStage redacting() throws Exception {
    return RelayStage.of(stage -> stage.withProviders().rules(Rules.redactingBodies()));
  }

  private static RelayStage holdingLittle() throws Exception {
    return RelayStage.of(
        stage -> stage.withProviders().upstream(LITTLE_HELD).rules(Rules.redactingBodies()));
  }

  @ParameterizedTest
  @EnumSource(Framing.class)
  void json_is_edited_and_framed_anew(Framing framing) throws Exception {
    try (RelayStage stage = redacting()) {
      stage.first.answer(
          Answer.json(200, BODY)
              .framed(framing)
              .withHeader("etag", "\"x\"")
              .withHeader("content-digest", "sha-256=:AA==:")
              .withHeader("x-request-id", "up-1"));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.body()).isEqualTo(EDITED);
      assertThat(answer.headers().firstValueAsLong("content-length"))
          .hasValue(EDITED.getBytes(StandardCharsets.UTF_8).length);
      assertThat(answer.headers().map())
          .containsKeys("x-request-id", "x-keyway-id")
          .doesNotContainKeys("etag", "content-digest", "transfer-encoding");
      DecisionRecord record = stage.record();
      assertThat(record.usage()).isEqualTo(new Usage(3L, 5L));
      assertThat(record.ending()).isEqualTo(Ending.COMPLETE);
    }
  }

  @Test
  void compressed_answer_is_edited_and_sent_in_plain() throws Exception {
    try (RelayStage stage = redacting()) {
      stage.first.answer(Answer.json(200, BODY).gzipped());

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.body()).isEqualTo(EDITED);
      assertThat(answer.headers().map()).doesNotContainKey("content-encoding");
      assertThat(stage.record().usage()).isEqualTo(new Usage(3L, 5L));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "gzip, gzip"})
  void answer_in_a_coding_that_cannot_be_read_is_withheld(String coding) throws Exception {
    try (RelayStage stage = redacting()) {
      stage.first.answer(Answer.json(200, BODY).withHeader("content-encoding", coding));

      assertWithheld(stage.chat(), stage);
    }
  }

  @Test
  void compressed_error_that_is_damaged_is_withheld() throws Exception {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
      gzip.write(BODY.getBytes(StandardCharsets.UTF_8));
    }
    byte[] damaged = Arrays.copyOf(coded.toByteArray(), coded.size() - 4);
    try (RelayStage stage = redacting()) {
      stage.first.answer(
          Answer.bytes(400, "application/json", damaged).withHeader("content-encoding", "gzip"));

      assertWithheld(stage.chat(), stage, "first/1 request (status_400)");
    }
  }

  @Test
  void compressed_answer_that_becomes_too_long_is_withheld() throws Exception {
    try (RelayStage stage = holdingLittle()) {
      stage.first.answer(Answer.json(200, "{\"x\":\"" + "y".repeat(20_000) + "\"}").gzipped());

      assertWithheld(stage.chat(), stage);
    }
  }

  @Test
  void answer_too_long_to_be_held_is_withheld() throws Exception {
    try (RelayStage stage = holdingLittle()) {
      stage.first.answer(Answer.json(200, "{\"x\":\"" + "y".repeat(20_000) + "\"}"));

      assertWithheld(stage.chat(), stage);
      assertThat(stage.inFlight("first")).isZero();
    }
  }

  @Test
  void answer_that_an_edit_gives_up_on_is_withheld() throws Exception {
    AnswerEdit edit = new AnswerEdit.WholeBody(text -> null, null);
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().rules(Rules.edit(edit)))) {
      stage.first.answer(Answer.json(200, BODY));

      assertWithheld(stage.chat(), stage);
    }
  }

  private static void assertWithheld(HttpResponse<String> answer, RelayStage stage)
      throws Exception {
    assertWithheld(answer, stage, "first/1 success");
  }

  private static void assertWithheld(HttpResponse<String> answer, RelayStage stage, String story)
      throws Exception {
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.headers().firstValue("x-keyway-error")).hasValue("answer_withheld");
    assertThat(answer.headers().firstValue("x-keyway-id")).isPresent();
    assertThat(answer.body()).startsWith("{\"error\":{").doesNotContain(Rules.SECRET);
    DecisionRecord record = stage.record();
    assertThat(record.ending()).isEqualTo(Ending.WITHHELD);
    assertThat(Story.of(record)).isEqualTo(story);
  }

  @Test
  void long_answer_is_edited_on_a_detour() throws Exception {
    String body = "{\"x\":\"" + (Rules.SECRET + " ").repeat(100_000) + "\"}";
    try (RelayStage stage = redacting()) {
      stage.first.answer(Answer.json(200, body));

      assertThat(stage.chat().body()).isEqualTo(Rules.redacted(body));
    }
  }

  @Test
  void error_is_edited_however_long_it_is() throws Exception {
    try (RelayStage stage = holdingLittle()) {
      stage.first.answer(Answer.json(400, LONG_ERROR));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).isEqualTo(Rules.redacted(LONG_ERROR));
    }
  }

  @Test
  void error_that_breaks_off_is_not_passed_in_part() throws Exception {
    try (RelayStage stage = holdingLittle()) {
      stage.first.answer(
          Answer.json(400, LONG_ERROR).framed(Framing.LENGTH).resettingAt(Point.inBody()));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.headers().firstValue("x-keyway-error")).hasValue("upstream_unreachable");
      assertThat(stage.record().ending()).isEqualTo(Ending.PROVIDER_BROKE);
    }
  }

  @Test
  void refusal_of_our_own_is_edited() throws Exception {
    AnswerEdit edit = new AnswerEdit.WholeBody(text -> text.replace("failed", "did not"), null);
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().rules(Rules.edit(edit)))) {
      stage.first.always(Answer.status(503));
      stage.second.always(Answer.status(503));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("did not").doesNotContain("failed");
    }
  }

  @Test
  void stream_is_held_to_its_end_and_edited_as_one_text() throws Exception {
    String stream =
        Sse.data("{\"choices\":[{\"delta\":{\"content\":\"s3cret and\"}}]}")
            + Sse.data("{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}")
            + Sse.DONE;
    try (RelayStage stage = redacting()) {
      stage.first.answer(Answer.events(stream).trickling(7, Duration.ZERO));

      HttpResponse<String> answer = stage.chatStreamed();

      assertThat(answer.body()).isEqualTo(Rules.redacted(stream));
      assertThat(answer.headers().firstValueAsLong("content-length"))
          .hasValue(answer.body().length());
      assertThat(stage.record().usage()).isEqualTo(new Usage(3L, 4L));
    }
  }

  @Test
  void body_edit_and_event_edit_are_both_done_to_a_stream() throws Exception {
    AnswerEdit edit =
        new AnswerEdit.WholeBody(
            text -> text.replace("One", "Two"),
            Rules.eachEvent(text -> text.replace("Two", "Three")));
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().rules(Rules.edit(edit)))) {
      stage.first.always(Answer.ok("One"));

      assertThat(stage.chatStreamed().body()).contains("Three").doesNotContain("One", "Two");
      assertThat(stage.chat().body()).contains("Two").doesNotContain("Three");
    }
  }

  @Test
  void held_stream_that_breaks_off_is_answered_with_an_error() throws Exception {
    try (RelayStage stage = redacting()) {
      stage.first.answer(Answer.ok("One", "Two").resettingAt(Point.afterContent(1)));

      HttpResponse<String> answer = stage.chatStreamed();

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.headers().firstValue("x-keyway-error")).hasValue("upstream_unreachable");
      assertThat(stage.record().ending()).isEqualTo(Ending.PROVIDER_BROKE);
    }
  }

  @Test
  void held_stream_that_falls_silent_is_answered_with_an_error() throws Exception {
    try (RelayStage stage =
        RelayStage.of(made -> {
          made.withProviders().rules(Rules.redactingBodies());
          made.policy.streamIdleTimeout(Duration.ofMillis(100));
        })) {
      stage.first.answer(Answer.ok("One", "Two").stallingAt(Point.afterContent(1)));

      HttpResponse<String> answer = stage.chatStreamed();

      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(stage.record().ending()).isEqualTo(Ending.PROVIDER_SILENT);
      stage.first.awaitCancelled(1, RelayStage.SOON);
    }
  }

  @Test
  void client_that_leaves_while_a_stream_is_held_ends_it() throws Exception {
    try (RelayStage stage = redacting()) {
      stage.first.answer(Answer.ok("One", "Two").stallingAt(Point.afterContent(1)));
      try (Wire wire = stage.wire()) {
        wire.chat(Client.HELLO_STREAMED);
        Client.await(() -> stage.first.bytesSent() > 200);
      }

      assertThat(stage.record().ending()).isEqualTo(Ending.CLIENT_LEFT);
      stage.first.awaitCancelled(1, RelayStage.SOON);
    }
  }

  @Test
  void answer_without_a_body_passes() throws Exception {
    AnswerEdit edit = new AnswerEdit.WholeBody(text -> text + "!", null);
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().rules(Rules.edit(edit)))) {
      stage.first.answer(Answer.empty(204));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(answer.body()).isEmpty();
    }
  }
}
