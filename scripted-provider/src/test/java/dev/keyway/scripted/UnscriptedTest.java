package dev.keyway.scripted;

import static dev.keyway.scripted.Client.chat;
import static dev.keyway.scripted.Client.chatStreamed;
import static dev.keyway.scripted.Client.get;
import static dev.keyway.scripted.Client.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With nothing scripted a provider answers like a small model. */
class UnscriptedTest {

  private static final String SAID = "This is openai with gpt-4o. You said: Hello";

  private final ScriptedProvider provider = ScriptedProvider.start("openai");

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void chat_namesProviderAndModelAndRepeatsThePrompt() throws Exception {
    HttpResponse<String> response = chat(provider);
    JsonNode body = Json.read(response.body());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(body.at("/object").asText()).isEqualTo("chat.completion");
    assertThat(body.at("/choices/0/message/content").asText()).isEqualTo(SAID);
    assertThat(body.at("/usage/prompt_tokens").asInt()).isEqualTo(2);
    assertThat(body.at("/usage/total_tokens").asInt()).isEqualTo(2 + 11);
  }

  @Test
  void chatStream_roleThenTextThenFinishThenDone() throws Exception {
    HttpResponse<String> response = chatStreamed(provider);
    List<String> data = data(response.body());

    assertThat(response.headers().firstValue("content-type"))
        .contains("text/event-stream; charset=utf-8");
    assertThat(delta(data.getFirst()).at("/role").asText()).isEqualTo("assistant");
    assertThat(delta(data.getFirst()).at("/content").asText()).isEmpty();
    assertThat(data.subList(1, 5))
        .extracting(event -> delta(event).at("/content").asText())
        .containsExactly("This is openai", " with gpt-4o.", " You said: ", "Hello");
    assertThat(Json.read(data.get(5)).at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(data.get(6)).isEqualTo("[DONE]");
    assertThat(data).hasSize(7).noneMatch(event -> event.contains("usage"));
  }

  @Test
  void chatStream_usageWanted_oneMoreChunkWithoutChoices() throws Exception {
    String body =
        """
        {"model":"m","stream":true,"stream_options":{"include_usage":true},"messages":[]}\
        """;

    List<String> data = data(post(provider, Client.CHAT, body).body());

    JsonNode last = Json.read(data.get(data.size() - 2));
    assertThat(last.at("/choices").size()).isZero();
    assertThat(last.at("/usage/completion_tokens").asInt()).isPositive();
    assertThat(Json.read(data.getFirst()).get("usage").isNull()).isTrue();
  }

  @Test
  void messages_inAnthropicsFormat() throws Exception {
    JsonNode body = Json.read(post(provider, "/v1/messages", Client.HELLO).body());

    assertThat(body.at("/type").asText()).isEqualTo("message");
    assertThat(body.at("/content/0/text").asText()).isEqualTo(SAID);
    assertThat(body.at("/usage/output_tokens").asInt()).isEqualTo(11);
  }

  @Test
  void messagesStream_eventsNamedInOrder() throws Exception {
    String stream = post(provider, "/v1/messages", Client.HELLO_STREAMED).body();

    assertThat(
            Pattern.compile("event: (.*)").matcher(stream).results().map(result -> result.group(1)))
        .containsExactly(
            "message_start",
            "ping",
            "content_block_start",
            "content_block_delta",
            "content_block_delta",
            "content_block_delta",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");
    assertThat(data(stream)).allSatisfy(event -> assertThat(Json.read(event).has("type")).isTrue());
  }

  @Test
  void responses_wholeAndStreamed() throws Exception {
    String request = "{\"model\":\"gpt-4o\",\"input\":\"Hello\"}";
    JsonNode whole = Json.read(post(provider, "/v1/responses", request).body());
    assertThat(whole.at("/output/0/content/0/text").asText()).isEqualTo(SAID);

    String streamed = request.replace("{", "{\"stream\":true,");
    List<String> data = data(post(provider, "/v1/responses", streamed).body());
    assertThat(data)
        .extracting(event -> Json.read(event).at("/sequence_number").asInt())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    JsonNode last = Json.read(data.getLast());
    assertThat(last.at("/type").asText()).isEqualTo("response.completed");
    assertThat(last.at("/response/usage/input_tokens").asInt()).isEqualTo(2);
  }

  @Test
  void otherEndpoints_answerInTheirFormat() throws Exception {
    assertThat(
            Json.read(post(provider, "/v1/completions", "{\"prompt\":\"a\"}").body()).at("/object"))
        .hasToString("\"text_completion\"");
    assertThat(
            Json.read(post(provider, "/v1/embeddings", "{\"input\":\"a\"}").body())
                .at("/data/0/embedding"))
        .hasSize(4);
    assertThat(post(provider, "/v1/messages/count_tokens", Client.HELLO).body())
        .isEqualTo("{\"input_tokens\":2}");
    assertThat(Json.read(get(provider.url().resolve("/v1/models")).body()).at("/data/0/owned_by"))
        .hasToString("\"openai\"");
  }

  @Test
  void notJson_refusedAsTheProviderWould() throws Exception {
    assertThat(post(provider, Client.CHAT, "{\"model\":").statusCode()).isEqualTo(400);
  }

  @Test
  void messagesNotJson_refusedAsAnthropicWould() throws Exception {
    assertThat(post(provider, "/v1/messages", "{").body()).startsWith("{\"type\":\"error\"");
  }

  @Test
  void notJsonByItsType_answered() throws Exception {
    try (Wire wire = new Wire(provider)) {
      wire.send(
          "POST /v1/audio/transcriptions HTTP/1.1\r\nhost: x\r\n"
              + "content-type: multipart/form-data; boundary=b\r\ncontent-length: 3\r\n\r\n--b");
      assertThat(wire.readUntil("}")).contains("200 OK", "{\"text\":\"This is openai");
    }
  }

  @Test
  void promptInParts_lastOneRepeated() throws Exception {
    String body =
        """
        {"model":"m","messages":[{"role":"user","content":"first"},
         {"role":"user","content":[{"type":"text","text":"sec"},{"type":"text","text":"ond"}]}]}\
        """;

    assertThat(post(provider, Client.CHAT, body).body()).contains("You said: second\"");
  }

  @Test
  void unknownPath_notFound() throws Exception {
    HttpResponse<String> response = get(provider.url().resolve("/v1/nothing"));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("Invalid URL (GET /v1/nothing)");
  }

  @Test
  void sameRequest_sameAnswer() throws Exception {
    try (ScriptedProvider other = ScriptedProvider.start("openai")) {
      assertThat(chatStreamed(provider).body()).isEqualTo(chatStreamed(other).body());
    }
  }

  private static List<String> data(String stream) {
    return Pattern.compile("^data: (.*)$", Pattern.MULTILINE)
        .matcher(stream)
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
  }

  private static JsonNode delta(String event) {
    return Json.read(event).at("/choices/0/delta");
  }
}
