package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Received;
import dev.keyway.scripted.ScriptedProvider;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Forms that are kept whole: they are carried like JSON. */
class FormTest {

  @Test
  void form_reaches_the_provider_as_it_is() throws Exception {
    byte[] form = Form.transcription("test-model", 100_000);
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.answer(Answer.json(200, "{\"text\":\"Hello\"}"));

      HttpResponse<String> answer = Client.send(Form.post(stage, form));

      assertThat(answer.body()).isEqualTo("{\"text\":\"Hello\"}");
      Received received = stage.first.received().getFirst();
      assertThat(received.body()).isEqualTo(form);
      assertThat(received.path()).isEqualTo(Form.PATH);
      assertThat(received.header("content-type")).isEqualTo(Form.TYPE);
      assertThat(received.header("content-length")).isEqualTo("" + form.length);
      assertThat(received.key()).isEqualTo(RelayStage.FIRST_KEY);
    }
  }

  @Test
  void model_is_spliced_and_fallbacks_stay_here() throws Exception {
    byte[] sound = Form.sound(5_000);
    byte[] form =
        new Form()
            .file(sound)
            .field("models[]", "first:test-model")
            .field("model", "second:test-model")
            .get();
    try (RelayStage stage = RelayStage.plain()) {
      Client.send(Form.post(stage, form));

      assertThat(stage.second.received().getFirst().body())
          .isEqualTo(new Form().file(sound).field("model", "test-model").get());
    }
  }

  @Test
  void next_provider_gets_the_same_form() throws Exception {
    byte[] form = Form.transcription("test-model", 2 << 20);
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.answer(Answer.status(429));

      HttpResponse<String> answer = Client.send(Form.post(stage, form));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(stage.first.received().getFirst().body()).isEqualTo(form);
      assertThat(stage.second.received().getFirst().body()).isEqualTo(form);
      assertThat(stage.story()).isEqualTo("first/1 rate (status_429), second/1 success");
    }
  }

  @Test
  void streamed_transcription_is_passed_as_it_comes() throws Exception {
    byte[] form =
        new Form().field("model", "test-model").field("stream", "true").file(new byte[10]).get();
    String events =
        "data: {\"type\":\"transcript.text.delta\",\"delta\":\"Hi\"}\n\ndata: {\"type\":\"transcript.text.done\",\"text\":\"Hi\"}\n\n";
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.answer(Answer.events(events));

      assertThat(Client.send(Form.post(stage, form)).body()).isEqualTo(events);
      assertThat(stage.record().ai().stream()).isTrue();
    }
  }

  @Test
  void json_where_a_form_belongs_is_refused_and_a_form_where_json_does() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      HttpResponse<String> json = Client.send(Client.post(stage, Form.PATH, Client.HELLO));
      HttpResponse<String> form =
          Client.send(
              Form.post(
                  stage,
                  Client.CHAT,
                  BodyPublishers.ofByteArray(Form.transcription("test-model", 10))));

      assertThat(json.statusCode()).isEqualTo(400);
      assertThat(json.body()).contains("takes a form", "multipart/form-data", "3801");
      assertThat(form.statusCode()).isEqualTo(400);
      assertThat(form.body()).contains("takes JSON");
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @Test
  void rules_see_fields_and_edit_bytes() throws Exception {
    try (ScriptedProvider provider = ScriptedProvider.start();
        RelayStage stage =
            RelayStage.of(made ->
                made.policy(
                    """
                    on_http_request:
                      - expressions: ["ai.request.model == 'closed'"]
                        actions: [{type: deny, config: {status_code: 451}}]
                      - type: request-body-find-replace
                        config: {replacements: [{from: secret, to: '***'}]}
                      - type: ai-gateway
                        config:
                          providers:
                            - {id: scripted, base_url: "%s", models: [{id: test-model}]}
                          body: {language: de}
                    """
                        .formatted(provider.baseUrl())))) {
      byte[] sound = Form.sound(3_000);

      HttpResponse<String> denied = Client.send(Form.post(stage, Form.transcription("closed", 10)));
      HttpResponse<String> answer =
          Client.send(
              Form.post(
                      stage,
                      new Form()
                          .field("model", "test-model")
                          .field("prompt", "a secret")
                          .file(sound)
                          .get())
                  .header("authorization", "Bearer sk-own"));

      assertThat(denied.statusCode()).isEqualTo(451);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      List<Received> received = provider.received();
      assertThat(received).hasSize(1);
      assertThat(received.getFirst().body())
          .isEqualTo(
              new Form()
                  .field("language", "de")
                  .field("model", "test-model")
                  .field("prompt", "a ***")
                  .file(sound)
                  .get());
    }
  }
}
