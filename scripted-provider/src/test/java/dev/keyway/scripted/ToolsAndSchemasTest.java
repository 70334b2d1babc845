package dev.keyway.scripted;

import static dev.keyway.scripted.Client.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model that is offered functions calls one; one that is given a schema keeps to it. */
class ToolsAndSchemasTest {

  private static final String SCHEMA =
      """
      {"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"},
       "unit":{"enum":["celsius","fahrenheit"]},"when":{"$ref":"#/$defs/when"},
       "also":{"type":"array","items":{"type":["string","null"]}}},
       "$defs":{"when":{"anyOf":[{"type":"boolean"},{"type":"null"}]}}}\
      """;
  private static final String EXAMPLE =
      "{\"city\":\"text\",\"days\":1,\"unit\":\"celsius\",\"when\":true,\"also\":[\"text\"]}";
  private static final String CHAT_TOOLS =
      """
      "tools":[{"type":"function","function":{"name":"weather","parameters":%s}},
               {"type":"function","function":{"name":"time"}}]\
      """
          .formatted(SCHEMA);
  private static final String MESSAGES_TOOLS =
      "\"tools\":[{\"name\":\"weather\",\"input_schema\":" + SCHEMA + "}]";

  private final ScriptedProvider provider = ScriptedProvider.start("openai");

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void chat_callsTheFirstFunction() throws Exception {
    JsonNode choice = chat(CHAT_TOOLS).at("/choices/0");

    assertThat(choice.at("/finish_reason").asText()).isEqualTo("tool_calls");
    assertThat(choice.at("/message/content").isNull()).isTrue();
    JsonNode called = choice.at("/message/tool_calls/0/function");
    assertThat(called.at("/name").asText()).isEqualTo("weather");
    assertThat(called.at("/arguments").asText()).isEqualTo(EXAMPLE);
  }

  @ParameterizedTest
  @CsvSource({"none, ''", "auto, weather", "required, weather"})
  void chat_choiceInWords(String choice, String called) throws Exception {
    JsonNode answer = chat(CHAT_TOOLS + ",\"tool_choice\":\"" + choice + "\"");

    assertThat(answer.at("/choices/0/message/tool_calls/0/function/name").asText())
        .isEqualTo(called);
  }

  @Test
  void chat_choiceByName() throws Exception {
    String choice = ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"time\"}}";

    JsonNode called = chat(CHAT_TOOLS + choice).at("/choices/0/message/tool_calls/0/function");

    assertThat(called.at("/name").asText()).isEqualTo("time");
    assertThat(called.at("/arguments").asText()).isEqualTo("{}");
  }

  @Test
  void chat_afterTheResult_saysSomething() throws Exception {
    String body =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"12 degrees\"}],%s}"
            .formatted(CHAT_TOOLS);

    assertThat(post(provider, Client.CHAT, body).body()).contains("You said: 12 degrees");
  }

  @Test
  void chatStream_argumentsInPieces() throws Exception {
    String body = "{\"model\":\"m\",\"stream\":true,\"messages\":[],%s}".formatted(CHAT_TOOLS);

    String stream = post(provider, Client.CHAT, body).body();

    assertThat(stream)
        .contains("\"function\":{\"name\":\"weather\",\"arguments\":\"\"},\"index\":0")
        .contains("\"finish_reason\":\"tool_calls\"");
    assertThat(stream.lines().filter(line -> line.contains("{\"arguments\""))).hasSize(2);
  }

  @Test
  void messages_callTheFunction_wholeAndStreamed() throws Exception {
    JsonNode message = Json.read(post(provider, "/v1/messages", messages("")).body());
    assertThat(message.at("/stop_reason").asText()).isEqualTo("tool_use");
    assertThat(message.at("/content/0/input")).hasToString(EXAMPLE);

    String stream = post(provider, "/v1/messages", messages("\"stream\":true,")).body();
    assertThat(stream).contains("\"input\":{}", "input_json_delta", "\"stop_reason\":\"tool_use\"");
  }

  @Test
  void messages_afterTheResult_sayItSomething() throws Exception {
    String result =
        """
        {"model":"m","messages":[{"role":"user","content":[
          {"type":"tool_result","tool_use_id":"toolu_1","content":"12 degrees"}]}],%s}\
        """
            .formatted(MESSAGES_TOOLS);

    assertThat(post(provider, "/v1/messages", result).body()).contains("You said: 12 degrees");
  }

  @Test
  void responses_callTheFunction_wholeAndStreamed() throws Exception {
    String body =
        "{\"model\":\"m\",\"input\":\"Hi\",\"tools\":[{\"type\":\"function\",\"name\":\"weather\","
            + "\"parameters\":"
            + SCHEMA
            + "}]}";
    JsonNode call = Json.read(post(provider, "/v1/responses", body).body()).at("/output/0");
    assertThat(call.at("/type").asText()).isEqualTo("function_call");
    assertThat(call.at("/arguments").asText()).isEqualTo(EXAMPLE);

    String stream =
        post(provider, "/v1/responses", body.replaceFirst("\\{", "{\"stream\":true,")).body();
    assertThat(stream)
        .contains("event: response.function_call_arguments.done")
        .doesNotContain("output_text");
  }

  @Test
  void aSchema_isKeptTo() throws Exception {
    String chat =
        "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":SCHEMA}}";
    assertThat(chat(chat.replace("SCHEMA", SCHEMA)).at("/choices/0/message/content").asText())
        .isEqualTo(EXAMPLE);

    String output =
        "{\"model\":\"m\",\"messages\":[],\"output_config\":{\"format\":{\"schema\":SCHEMA}}}";
    assertThat(
            Json.read(post(provider, "/v1/messages", output.replace("SCHEMA", SCHEMA)).body())
                .at("/content/0/text")
                .asText())
        .isEqualTo(EXAMPLE);

    String text = "{\"model\":\"m\",\"input\":\"a\",\"text\":{\"format\":{\"schema\":SCHEMA}}}";
    assertThat(
            Json.read(post(provider, "/v1/responses", text.replace("SCHEMA", SCHEMA)).body())
                .at("/output/0/content/0/text")
                .asText())
        .isEqualTo(EXAMPLE);
  }

  @Test
  void aCall_mayBeScripted() throws Exception {
    provider.answer(Answer.calling("look_up", "{\"id\":7}"));

    JsonNode called = chat("\"n\":1").at("/choices/0/message/tool_calls/0/function");

    assertThat(called.at("/name").asText()).isEqualTo("look_up");
    assertThat(called.at("/arguments").asText()).isEqualTo("{\"id\":7}");
  }

  private JsonNode chat(String more) throws Exception {
    String body =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]," + more + "}";
    return Json.read(post(provider, Client.CHAT, body).body());
  }

  private static String messages(String more) {
    return "{%s\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],%s}"
        .formatted(more, MESSAGES_TOOLS);
  }
}
