package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Received;
import dev.keyway.scripted.ScriptedProvider;
import dev.keyway.scripted.Start;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Uploads that are larger than what is kept of them: the rest streams. */
class UploadTest {

  private static final int KEPT = 64 << 10;
  private static final int LENGTH = 1 << 20;
  private static final byte[] FORM = Form.transcription("test-model", LENGTH);

  private static RelayStage plain() throws Exception {
    return RelayStage.of(stage -> stage.withProviders().limits(kept(KEPT)));
  }

  private static ClientLimits kept(int bytes) {
    return Limits.upload(bytes, 2L * LENGTH, RelayStage.SOON);
  }

  @Test
  void upload_arrives_whole() throws Exception {
    try (RelayStage stage = plain()) {
      stage.first.answer(Answer.json(200, "{\"text\":\"Hello\"}"));

      HttpResponse<String> answer = Client.send(Form.post(stage, FORM));

      assertThat(answer.body()).isEqualTo("{\"text\":\"Hello\"}");
      Received received = stage.first.received().getFirst();
      assertThat(received.body()).isEqualTo(FORM);
      assertThat(received.header("content-length")).isEqualTo("" + FORM.length);
      assertThat(stage.story()).isEqualTo("first/1 success");
    }
  }

  @Test
  void model_is_spliced_and_the_length_follows() throws Exception {
    byte[] form = Form.transcription("first:test-model", LENGTH);
    try (RelayStage stage = plain()) {
      Client.send(Form.post(stage, form));

      Received received = stage.first.received().getFirst();
      assertThat(received.body()).isEqualTo(FORM);
      assertThat(received.header("content-length")).isEqualTo("" + FORM.length);
    }
  }

  @Test
  void upload_of_unknown_length_is_passed_in_chunks() throws Exception {
    try (RelayStage stage = plain()) {
      Client.send(
          Form.post(
              stage,
              Form.PATH,
              BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(FORM))));

      Received received = stage.first.received().getFirst();
      assertThat(received.body()).isEqualTo(FORM);
      assertThat(received.header("transfer-encoding")).isEqualTo("chunked");
    }
  }

  @Test
  void connection_serves_the_next_request() throws Exception {
    try (RelayStage stage = plain();
        Wire wire = stage.wire()) {
      wire.send(Form.head("content-length: " + FORM.length)).send(FORM);
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 200 ");

      wire.send(Form.head("content-length: " + FORM.length)).send(FORM);
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 200 ");
      wire.chat(Client.HELLO);

      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 200 ");
      assertThat(stage.first.connections()).isEqualTo(1);
    }
  }

  @Test
  void provider_that_can_not_be_reached_is_followed_by_the_next() throws Exception {
    try (RelayStage stage =
        RelayStage.of(made -> {
          made.policy.provider("gone", ScriptedProvider.refused(), "sk-gone");
          made.policy.provider("second", made.second.baseUrl(), RelayStage.SECOND_KEY);
          made.limits(kept(KEPT));
        })) {
      HttpResponse<String> answer = Client.send(Form.post(stage, FORM));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(stage.second.received().getFirst().body()).isEqualTo(FORM);
      assertThat(stage.story()).contains("gone/1 provider", "second/1 success");
    }
  }

  @Test
  void provider_that_refuses_before_the_rest_is_taken_is_followed_by_the_next() throws Exception {
    int kept = 16 << 20;
    byte[] form = Form.transcription("test-model", kept + 100_000);
    try (RelayStage stage =
        RelayStage.of(
            made -> made.withProviders().limits(Limits.upload(kept, 2L * kept, RelayStage.SOON)))) {
      stage.first.answer(Answer.status(429).starting(Start.WITHOUT_READING));

      HttpResponse<String> answer = Client.send(Form.post(stage, form));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(Arrays.equals(stage.second.received().getFirst().body(), form)).isTrue();
      assertThat(stage.story()).isEqualTo("first/1 rate (status_429), second/1 success");
    }
  }

  @Test
  void after_the_rest_was_taken_nothing_else_is_tried() throws Exception {
    try (RelayStage stage = plain()) {
      stage.first.answer(Answer.status(500));

      HttpResponse<String> answer = Client.send(Form.post(stage, FORM));

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body())
          .contains("first/1 said 500", "can't be sent again", "limits.request_body");
      assertThat(stage.second.received()).isEmpty();
      DecisionRecord record = stage.record();
      assertThat(record.trials().getFirst().skipped()).contains("can't be sent again");
      assertThat(stage.inFlight("first")).isZero();
    }
  }

  @Test
  void after_a_break_nothing_else_is_tried() throws Exception {
    try (RelayStage stage = plain()) {
      stage.first.answer(Answer.ok("x").resettingAt(Point.beforeHead()));

      HttpResponse<String> answer = Client.send(Form.post(stage, FORM));

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(stage.first.received()).hasSize(1);
      assertThat(stage.second.received()).isEmpty();
    }
  }

  @Test
  void second_model_beyond_what_is_kept_ends_the_request() throws Exception {
    byte[] form =
        new Form()
            .field("model", "test-model")
            .file(Form.sound(LENGTH))
            .field("model", "dearer")
            .get();
    try (RelayStage stage = plain()) {
      HttpResponse<String> answer = Client.send(Form.post(stage, form));

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("`model` stands beyond", "3801");
      stage.first.awaitOpenConnections(0, RelayStage.SOON);
      assertThat(stage.first.received()).isEmpty();
      assertThat(stage.second.received()).isEmpty();
      assertThat(Objects.requireNonNull(stage.record().refusal()).message()).contains("`model`");
      assertThat(stage.inFlight("first")).isZero();
    }
  }

  @Test
  void form_that_breaks_off_ends_the_request() throws Exception {
    byte[] form = Arrays.copyOf(FORM, FORM.length - 8);
    try (RelayStage stage = plain()) {
      HttpResponse<String> answer = Client.send(Form.post(stage, form));

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("before its closing boundary");
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @Test
  void upload_whose_model_comes_too_late_is_refused() throws Exception {
    byte[] form = new Form().file(Form.sound(LENGTH)).field("model", "test-model").get();
    try (RelayStage stage = plain()) {
      HttpResponse<String> answer = Client.send(Form.post(stage, form));

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).contains("fields must stand before files", "limits.request_body");
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @Test
  void upload_that_is_announced_too_large_is_refused_at_once() throws Exception {
    try (RelayStage stage = plain();
        Wire wire = stage.wire()) {
      wire.send(Form.head("content-length: " + (2L * LENGTH + 1)));

      assertThat(wire.readUntil("limits.upload")).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void upload_that_becomes_too_large_is_cut_off() throws Exception {
    byte[] form = Form.transcription("test-model", 2 * LENGTH);
    try (RelayStage stage = plain()) {
      HttpResponse<String> answer =
          Client.send(
              Form.post(
                  stage,
                  Form.PATH,
                  BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form))));

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).contains("limits.upload");
      stage.first.awaitOpenConnections(0, RelayStage.SOON);
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @Test
  void client_that_leaves_takes_the_providers_call_along() throws Exception {
    try (RelayStage stage = plain();
        Wire wire = stage.wire()) {
      wire.send(Form.head("content-length: " + FORM.length))
          .send(Arrays.copyOf(FORM, FORM.length / 2));
      Client.await(() -> stage.first.openConnections() == 1);

      wire.leave();

      DecisionRecord record = stage.record();
      assertThat(record.ending()).isEqualTo(Ending.CLIENT_LEFT);
      assertThat(Story.of(record)).isEqualTo("first/1 abandoned");
      stage.first.awaitOpenConnections(0, RelayStage.SOON);
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @Test
  void client_that_falls_silent_is_told_so() throws Exception {
    ClientLimits limits = Limits.upload(KEPT, 2L * LENGTH, Duration.ofMillis(300));
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().limits(limits));
        Wire wire = stage.wire()) {
      wire.send(Form.head("content-length: " + FORM.length))
          .send(Arrays.copyOf(FORM, FORM.length / 2));

      assertThat(wire.readUntil("client_timeout")).startsWith("HTTP/1.1 408 ");
      stage.first.awaitOpenConnections(0, RelayStage.SOON);
    }
  }

  @Test
  void client_that_sends_a_byte_now_and_then_is_told_so() throws Exception {
    ClientLimits limits = Limits.upload(KEPT, 2L * LENGTH, Duration.ofMillis(300));
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().limits(limits));
        Wire wire = stage.wire()) {
      wire.send(Form.head("content-length: " + FORM.length))
          .send(Arrays.copyOf(FORM, FORM.length / 2));
      for (int more = 0; more < 20; more++) {
        Client.pass(Duration.ofMillis(50));
        wire.send(Arrays.copyOfRange(FORM, FORM.length / 2 + more, FORM.length / 2 + more + 1));
      }

      assertThat(wire.readUntil("client_timeout")).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void client_that_is_slow_takes_no_time_of_the_providers() throws Exception {
    Duration attempt = Duration.ofMillis(400);
    try (RelayStage stage =
            RelayStage.of(made -> {
              made.withProviders().limits(kept(KEPT));
              made.policy.perRequestTimeout(attempt).totalTimeout(attempt);
            });
        Wire wire = stage.wire()) {
      wire.send(Form.head("content-length: " + FORM.length));
      int piece = FORM.length / 4 + 1;
      for (int at = 0; at < FORM.length; at += piece) {
        wire.send(Arrays.copyOfRange(FORM, at, Math.min(FORM.length, at + piece)));
        Client.pass(attempt.dividedBy(2));
      }

      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void provider_that_answers_early_ends_the_upload() throws Exception {
    try (RelayStage stage = plain();
        Wire wire = stage.wire()) {
      stage.first.answer(Answer.json(200, "{\"text\":\"early\"}").starting(Start.BEFORE_BODY));

      wire.send(Form.head("content-length: " + FORM.length))
          .send(Arrays.copyOf(FORM, FORM.length / 2));

      assertThat(wire.readToEnd())
          .startsWith("HTTP/1.1 200 ")
          .contains("connection: close")
          .endsWith("{\"text\":\"early\"}");
      assertThat(stage.story()).isEqualTo("first/1 success");
    }
  }

  @Test
  void rule_that_edits_bodies_refuses_what_is_not_kept() throws Exception {
    try (RelayStage stage =
        RelayStage.of(made ->
            made.limits(kept(KEPT))
                .policy(
                    """
                    on_http_request:
                      - type: request-body-find-replace
                        config: {replacements: [{from: secret, to: '***'}]}
                      - type: ai-gateway
                        config:
                          providers:
                            - {id: scripted, base_url: "%s", models: [{id: test-model}]}
                    """
                        .formatted(made.first.baseUrl())))) {
      HttpResponse<String> answer = Client.send(Form.post(stage, FORM));

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).contains("edits the bodies of requests");
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @Test
  void json_is_never_streamed() throws Exception {
    String body = "{\"model\":\"test-model\",\"messages\":[],\"x\":\"" + "x".repeat(KEPT) + "\"}";
    try (RelayStage stage = plain()) {
      HttpResponse<String> answer = Client.send(Client.chat(stage, body));

      assertThat(answer.statusCode()).isEqualTo(413);
    }
  }
}
