package dev.keyway.stream;

import static dev.keyway.stream.Streams.RESPONSES;
import static dev.keyway.stream.Streams.watched;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Surface;
import dev.keyway.stream.StreamWatch.State;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenAI's responses say in their streams: events as its SDKs' types have them (2026-11). */
class ResponseEventsTest {

  private static final Refusal BROKE = Refusal.of(ErrorCode.UPSTREAM_UNREACHABLE, "broke");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'response.output_text.delta','delta':'a'}",
        "{'type':'response.refusal.delta','delta':'no'}",
        "{'type':'response.reasoning_text.delta','delta':'a'}",
        "{'type':'response.reasoning_summary_text.delta','delta':'a'}",
        "{'type':'response.reasoning_summary_part.done','part':{'type':'summary_text','text':'a'}}",
        "{'type':'response.function_call_arguments.delta','delta':'{'}",
        "{'type':'response.function_call_arguments.done','arguments':'{}'}",
        "{'type':'response.custom_tool_call_input.delta','delta':'a'}",
        "{'type':'response.mcp_call_arguments.delta','delta':'a'}",
        "{'type':'response.code_interpreter_call_code.delta','delta':'a'}",
        "{'type':'response.code_interpreter_call_code.done','code':'a'}",
        "{'type':'response.shell_call_output_content.delta','delta':{'stdout':'a'}}",
        "{'type':'response.audio.delta','delta':'SUQz'}",
        "{'type':'response.audio.transcript.delta','delta':'a'}",
        "{'type':'response.image_generation_call.partial_image','partial_image_b64':'iVBO'}",
        "{'type':'response.output_text.done','text':'a'}",
        "{'type':'response.output_item.done','item':{'type':'function_call'}}",
        "{'type':'response.something_new.delta','delta':'a'}",
        "{'type':'response.completed','response':{'output':[]}}",
        "{'type':'response.incomplete','response':{'incomplete_details':{'reason':'content_filter'}}}",
      })
  void contentOfAnyKindTells(String data) {
    assertThat(responses(data).state()).isEqualTo(State.CONTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'response.created','response':{'status':'in_progress','error':null}}",
        "{'type':'response.queued','response':{'status':'queued'}}",
        "{'type':'response.in_progress','response':{'output':[]}}",
        "{'type':'response.output_item.added','item':{'type':'reasoning','summary':[]}}",
        "{'type':'response.output_item.added','item':{'type':'function_call','name':'f'}}",
        "{'type':'response.content_part.added','part':{'type':'output_text','text':''}}",
        "{'type':'response.reasoning_summary_part.added','part':{'text':''}}",
        "{'type':'response.output_text.delta','delta':'','item_id':'msg_1','obfuscation':'a'}",
        "{'type':'response.output_text.done','text':'','item_id':'msg_1','logprobs':[]}",
        "{'type':'response.audio.done'}",
        "{'type':'response.web_search_call.in_progress','item_id':'ws_1'}",
        "{'type':'response.web_search_call.searching','item_id':'ws_1'}",
        "{'type':'response.file_search_call.completed','item_id':'fs_1'}",
        "{'type':'response.image_generation_call.generating','item_id':'ig_1'}",
        "{'type':'response.mcp_call.failed','item_id':'mcp_1'}",
        "{'type':'keepalive'}",
        "{'type':7}",
        "{'delta':'a'}",
        "[DONE]",
        "[]",
        "x",
        "",
      })
  void nothingOfTheAnswerWaits(String data) {
    assertThat(responses(data).state()).isEqualTo(State.WAITING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'error','code':'server_error','message':'m','param':null,'sequence_number':2}",
        "{'type':'error','sequence_number':2,'error':{'type':'server_error','code':null,'message':'m'}}",
        "{'type':'response.failed','response':{'status':'failed','error':{'code':'server_error'}}}",
        "{'error':{'message':'m','code':429}}",
      })
  void errorFirstTells(String data) {
    StreamWatch watch = responses(data);

    assertThat(watch.state()).isEqualTo(State.ERROR);
    assertThat(watch.failed()).isTrue();
    assertThat(watch.errorData().utf8()).isEqualTo(data.replace('\'', '"'));
  }

  @Test
  void answer_isWholeByEachOfItsTerminators() {
    assertThat(watched(Surface.RESPONSES, RESPONSES).whole()).isTrue();
    assertThat(responses("{'type':'response.incomplete','response':{}}").whole()).isTrue();
    assertThat(responses("{'type':'response.failed','response':{}}").terminated()).isTrue();
    assertThat(responses("{'type':'error','error':{'code':1}}").terminated()).isFalse();
    assertThat(untilContent().whole()).isFalse();
  }

  @Test
  void failure_holdsItsUsage() {
    StreamWatch watch =
        responses(
            "{'type':'response.failed','response':{'error':{'code':'x'},'usage':{'input_tokens':3,'output_tokens':1,'total_tokens':4}}}");

    assertThat(watch.usage()).isEqualTo(new Usage(3L, 1L));
  }

  @Test
  void brokenStream_endsWithAnErrorAndAsAResponseThatFailed() throws Exception {
    List<JsonNode> events = events(untilContent().ending(BROKE));

    JsonNode error = events.get(0);
    assertThat(error.get("type").textValue()).isEqualTo("error");
    assertThat(error.get("sequence_number").intValue()).isEqualTo(5);
    assertThat(error.get("code").textValue()).isEqualTo("upstream_unreachable");
    assertThat(error.get("message").textValue()).isEqualTo("broke");
    assertThat(error.at("/error/message").textValue()).isEqualTo("broke");
    assertThat(error.at("/error/type").textValue()).isEqualTo("api_error");
    JsonNode failed = events.get(1);
    assertThat(failed.get("type").textValue()).isEqualTo("response.failed");
    assertThat(failed.get("sequence_number").intValue()).isEqualTo(6);
    assertThat(failed.at("/response/id").textValue()).isEqualTo("resp_7");
    assertThat(failed.at("/response/model").textValue()).isEqualTo("gpt-4o-2024-08-06");
    assertThat(failed.at("/response/created_at").longValue()).isEqualTo(1751642570);
    assertThat(failed.at("/response/status").textValue()).isEqualTo("failed");
    assertThat(failed.at("/response/error/message").textValue()).isEqualTo("broke");
  }

  @Test
  void brokenStream_goesOnCountingEventsItDidNotRead() throws Exception {
    StreamWatch watch = untilContent();
    String delta =
        "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"a\"}\n\n";
    Streams.feed(watch, delta.repeat(10) + ": comment\n\n");

    assertThat(events(watch.ending(BROKE)).getFirst().get("sequence_number").intValue())
        .isEqualTo(15);
  }

  @Test
  void brokenStream_namesItsEvents() {
    assertThat(new String(untilContent().ending(BROKE), StandardCharsets.UTF_8))
        .startsWith("event: error\ndata: {")
        .contains("}\n\nevent: response.failed\ndata: {")
        .endsWith("}\n\n");
  }

  /** Four events without content, numbered from 0, and one with some. */
  private static StreamWatch untilContent() {
    StreamWatch watch =
        watched(
            Surface.RESPONSES,
            RESPONSES.substring(0, RESPONSES.indexOf("event: response.output_text.done")));
    assertThat(watch.state()).isEqualTo(State.CONTENT);
    return watch;
  }

  private static StreamWatch responses(String data) {
    return watched(Surface.RESPONSES, "event: any\ndata: " + data.replace('\'', '"') + "\n\n");
  }

  private static List<JsonNode> events(byte[] stream) throws Exception {
    ObjectMapper json = new ObjectMapper();
    return json.readerFor(JsonNode.class)
        .<JsonNode>readValues(String.join("\n", Edits.events(stream)))
        .readAll();
  }
}
