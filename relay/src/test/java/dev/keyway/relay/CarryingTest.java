package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Received;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class CarryingTest {

  private static final String BODY =
      """
      { "id" : "x",\t"choices":[ {"message":{"role":"assistant","content":"Grüße \\u00fc"}} ] }
      """;
  private static final String[] EVENTS = {
    "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\r\n\r\n",
    ": comment\n\n",
    "data:{\"choices\":[{\"delta\":{\"content\":\"Grüße\"}}]}\n\n",
    "event: odd\ndata: [DONE]\n\n"
  };

  @Test
  void chat_is_answered_with_the_providers_bytes() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.answer(Answer.json(200, BODY));

      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(BODY);
      assertThat(stage.story()).isEqualTo("first/1 success");
    }
  }

  @Test
  void streamed_chat_is_answered_with_the_providers_bytes() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.answer(Answer.events(EVENTS));

      HttpResponse<String> answer = stage.chatStreamed();

      assertThat(answer.body()).isEqualTo(String.join("", EVENTS));
      assertThat(answer.headers().firstValue("content-type"))
          .hasValue("text/event-stream; charset=utf-8");
      assertThat(stage.story()).isEqualTo("first/1 success");
    }
  }

  @Test
  void message_is_answered() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.answer(Answer.ok("Hello ", "there"));

      assertThat(stage.messages().body()).contains("\"text\":\"Hello there\"");
      assertThat(stage.first.received().getFirst().path()).isEqualTo("/v1/messages");
    }
  }

  @Test
  void streamed_message_is_answered() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.answer(Answer.ok("Hello ", "there"));

      assertThat(stage.messagesStreamed().body())
          .contains("event: message_start", "\"text\":\"Hello \"", "event: message_stop");
    }
  }

  @Test
  void request_body_reaches_the_provider_as_it_is() throws Exception {
    String body =
        "{ \"model\":\t\"test-model\", \"x\": [1.0, 1e2],\n\"messages\":[] , \"ü\":\"\\u00fc\"}";
    try (RelayStage stage = RelayStage.plain()) {
      Client.send(Client.chat(stage, body));

      assertThat(stage.first.received().getFirst().text()).isEqualTo(body);
    }
  }

  @Test
  void only_the_fields_concerned_are_spliced_in_a_request_body() throws Exception {
    String body = "{\"models\":[\"x\"],  \"model\" : \"second:test-model\",\"messages\":[ ]}";
    try (RelayStage stage = RelayStage.plain()) {
      Client.send(Client.chat(stage, body));

      Received received = stage.second.received().getFirst();
      assertThat(received.text()).isEqualTo("{\"model\" : \"test-model\",\"messages\":[ ]}");
      assertThat(received.header("content-length")).isEqualTo("" + received.body().length);
    }
  }
}
