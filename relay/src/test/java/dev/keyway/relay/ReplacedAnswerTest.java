package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.Headers;
import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.record.RecordJson;
import dev.keyway.rule.AnswerEdit;
import dev.keyway.rule.ResponsePlan;
import dev.keyway.rule.ResponseRules;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Point;
import dev.keyway.stream.Usage;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Rules that change the head of an answer, or give another in its place. */
class ReplacedAnswerTest {

  private static final ResponseRules INSTEAD =
      (status, headers) ->
          new ResponsePlan.Replaced(
              new dev.keyway.http.Answer(
                  418,
                  Headers.of(
                      "content-type", "text/plain", "content-length", "1", "x-was", "" + status),
                  "no tea".getBytes(StandardCharsets.UTF_8)));

  private static RelayStage with(ResponseRules rules) throws Exception {
    return RelayStage.of(stage -> stage.withProviders().rules(rules));
  }

  @Test
  void answer_is_replaced_and_the_record_tells_what_the_provider_said() throws Exception {
    try (RelayStage stage = with(INSTEAD)) {
      stage.first.always(Answer.ok("Hello").withUsage(3, 5));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(418);
      assertThat(answer.body()).isEqualTo("no tea");
      assertThat(answer.headers().firstValue("x-was")).hasValue("200");
      assertThat(answer.headers().firstValue("x-keyway-id")).isPresent();
      DecisionRecord record = stage.record();
      assertThat(record.usage()).isEqualTo(new Usage(3L, 5L));
      assertThat(RecordJson.line(record)).contains("\"status_code\":200");
      assertThat(stage.inFlight("first")).isZero();
    }
  }

  @Test
  void stream_that_is_replaced_is_read_no_further() throws Exception {
    try (RelayStage stage = with(INSTEAD)) {
      stage.first.always(Answer.ok("One", "Two").stallingAt(Point.afterContent(1)));

      assertThat(stage.chatStreamed().body()).isEqualTo("no tea");
      stage.first.awaitCancelled(1, RelayStage.SOON);
      assertThat(stage.record().ending()).isEqualTo(Ending.COMPLETE);
    }
  }

  @Test
  void refusal_of_our_own_is_replaced() throws Exception {
    try (RelayStage stage = with(INSTEAD)) {
      stage.first.always(Answer.status(503));
      stage.second.always(Answer.status(503));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.body()).isEqualTo("no tea");
      assertThat(answer.headers().firstValue("x-was")).hasValue("503");
      assertThat(answer.headers().firstValue("x-keyway-error")).isEmpty();
    }
  }

  @Test
  void head_is_changed_but_for_what_frames_the_body() throws Exception {
    ResponseRules rules =
        (status, headers) ->
            new ResponsePlan.GoesOn(
                201,
                Headers.of(
                    "content-type", "text/odd",
                    "content-length", "3",
                    "content-encoding", "gzip",
                    "transfer-encoding", "gzip",
                    "connection", "close",
                    "x-keyway-id", "forged",
                    "x-added", "yes"),
                AnswerEdit.NONE);
    try (RelayStage stage = with(rules)) {
      stage.first.always(Answer.json(200, "{}").withHeader("x-dropped", "1"));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(201);
      assertThat(answer.body()).isEqualTo("{}");
      assertThat(answer.headers().firstValue("content-type")).hasValue("text/odd");
      assertThat(answer.headers().firstValue("x-added")).hasValue("yes");
      assertThat(answer.headers().firstValue("x-keyway-id")).get().isNotEqualTo("forged");
      assertThat(answer.headers().map())
          .doesNotContainKeys("x-dropped", "content-encoding", "transfer-encoding", "connection");
    }
  }
}
