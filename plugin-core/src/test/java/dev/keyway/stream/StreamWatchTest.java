package dev.keyway.stream;

import static dev.keyway.stream.Streams.CHAT;
import static dev.keyway.stream.Streams.MESSAGES;
import static dev.keyway.stream.Streams.watched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.keyway.request.Surface;
import dev.keyway.stream.StreamWatch.State;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamWatchTest {

  private static final Surface OPENAI = Surface.CHAT_COMPLETIONS;
  private static final Surface ANTHROPIC = Surface.MESSAGES;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'choices':[{'delta':{'content':'a'}}]}",
        "{'choices':[{'delta':{'content':[{'type':'thinking'}]}}]}",
        "{'choices':[{'delta':{'role':'assistant','reasoning_content':'a'}}]}",
        "{'choices':[{'delta':{'content':'','reasoning':'a'}}]}",
        "{'choices':[{'delta':{'reasoning_details':[{'type':'reasoning.summary'}]}}]}",
        "{'choices':[{'delta':{'tool_calls':[{'index':0,'function':{'name':'f'}}]}}]}",
        "{'choices':[{'delta':{'function_call':{'name':'f'}}}]}",
        "{'choices':[{'delta':{'refusal':'no'}}]}",
        "{'choices':[{'delta':{'audio':{'id':'a'}}}]}",
        "{'choices':[{'delta':{}},{'delta':{'content':'b'}}]}",
        "{'choices':[{'delta':{},'finish_reason':'length'}]}",
        "{'choices':[{'text':'a'}]}",
        "{'choices':[{'message':{'content':'a'}}]}",
        "{'error':null,'choices':[{'delta':{'content':'a'}}]}",
      })
  void chat_contentOfAnyKindTells(String data) {
    assertThat(chat(data).state()).isEqualTo(State.CONTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'choices':[]}",
        "{'choices':[{'delta':{'role':'assistant'}}]}",
        "{'choices':[{'delta':{'role':'assistant','content':''},'finish_reason':null}]}",
        "{'choices':[{'delta':{'content':null,'tool_calls':[],'audio':{},'token_id':7,'channel':'analysis'}}]}",
        "{'choices':[{'delta':{},'finish_reason':''}]}",
        "{'usage':{'prompt_tokens':1}}",
        "{'error':null}",
        "{'error':{}}",
        "{'object':'chat.completion.chunk','choices':null}",
        "[DONE]",
        "[{'choices':[{'delta':{'content':'a'}}]}]",
        "no json",
        "'text'",
        "{'choices':[{'delta':{'cont",
        "",
      })
  void chat_nothingOfTheAnswerWaits(String data) {
    assertThat(chat(data).state()).isEqualTo(State.WAITING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'error':{'message':'Provider disconnected','code':502}}",
        "{'error':'overloaded'}",
        "{'id':'c','error':{'code':429},'choices':[{'delta':{'content':''},'finish_reason':'error'}]}",
        "{'choices':[{'delta':{'content':''},'finish_reason':'error'}]}",
        "{'choices':[{'delta':{},'error':{'code':502}}]}",
        "{'object':'error','message':'bad','code':400}",
        "{'type':'error','error':{'type':'overloaded_error'}}",
      })
  void chat_errorFirstTells(String data) {
    StreamWatch watch = chat(data);

    assertThat(watch.state()).isEqualTo(State.ERROR);
    assertThat(watch.failed()).isTrue();
    assertThat(watch.errorData().utf8()).isEqualTo(data.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'a'}}",
        "{'type':'content_block_delta','delta':{'type':'thinking_delta','thinking':'a'}}",
        "{'type':'content_block_delta','delta':{'type':'signature_delta','signature':'a'}}",
        "{'type':'content_block_delta','delta':{'type':'input_json_delta','partial_json':'{'}}",
        "{'type':'content_block_start','content_block':{'type':'tool_use','id':'t','name':'f','input':{}}}",
        "{'type':'content_block_start','content_block':{'type':'redacted_thinking','data':'x'}}",
        "{'delta':{'text':'a'},'type':'content_block_delta'}",
        "{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':1}}",
      })
  void messages_contentOfAnyKindTells(String data) {
    assertThat(messages(data).state()).isEqualTo(State.CONTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'message_start','message':{'role':'assistant','content':[],'model':'m'}}",
        "{'type':'content_block_start','content_block':{'type':'text','text':''}}",
        "{'type':'content_block_start','content_block':{'type':'thinking','thinking':'','signature':''}}",
        "{'type':'content_block_delta','delta':{'type':'text_delta','text':''}}",
        "{'type':'content_block_delta','delta':{'type':'input_json_delta','partial_json':''}}",
        "{'type':'content_block_stop','index':0}",
        "{'type':'message_delta','delta':{'stop_reason':null},'usage':{'output_tokens':1}}",
        "{'type':'message_stop'}",
        "{'type':'ping'}",
        "{'type':7}",
        "[]",
        "x",
      })
  void messages_nothingOfTheAnswerWaits(String data) {
    assertThat(messages(data).state()).isEqualTo(State.WAITING);
  }

  @Test
  void messages_errorFirstTellsByNameOrData() {
    assertThat(messages("{'type':'error','error':{'type':'overloaded_error'}}").state())
        .isEqualTo(State.ERROR);
    StreamWatch named = watched(ANTHROPIC, "event: error\ndata: down\n\n");
    assertThat(named.state()).isEqualTo(State.ERROR);
    assertThat(named.errorData().utf8()).isEqualTo("down");
  }

  @Test
  void firstTelling_stays() {
    StreamWatch content = watched(OPENAI, CHAT + "data: {\"id\":1,\"error\":{\"code\":1}}\n\n");
    assertThat(content.state()).isEqualTo(State.CONTENT);
    assertThat(content.failed()).isTrue();
    assertThat(content.errorData().length()).isZero();

    StreamWatch error = watched(OPENAI, "data: {\"error\":\"x\"}\n\n" + CHAT);
    assertThat(error.state()).isEqualTo(State.ERROR);
    assertThat(error.errorData().utf8()).isEqualTo("{\"error\":\"x\"}");
  }

  @ParameterizedTest
  @MethodSource
  void wholeStreams_readAtEverySplit(Surface surface, String text, Usage usage) {
    for (String lineEnd : List.of("\n", "\r\n", "\r")) {
      byte[] stream = text.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);
      for (int split = 0; split <= stream.length; split++) {
        StreamWatch watch = StreamWatch.of(surface);
        watch.feed(stream, 0, split);
        watch.feed(stream, split, stream.length - split);
        check(watch, usage);
      }
      StreamWatch byteByByte = StreamWatch.of(surface);
      for (int at = 0; at < stream.length; at++) {
        byteByByte.feed(stream, at, 1);
      }
      check(byteByByte, usage);
    }
  }

  static List<Arguments> wholeStreams_readAtEverySplit() {
    return List.of(
        arguments(Surface.CHAT_COMPLETIONS, CHAT, new Usage(11L, 7L)),
        arguments(Surface.COMPLETIONS, Streams.COMPLETIONS, new Usage(5L, 2L)),
        arguments(Surface.RESPONSES, Streams.RESPONSES, new Usage(36L, 87L)),
        arguments(Surface.MESSAGES, MESSAGES, new Usage(1125L, 15L)),
        arguments(Surface.IMAGE_GENERATIONS, Streams.IMAGES, new Usage(50L, 50L)),
        arguments(Surface.AUDIO_TRANSCRIPTIONS, Streams.TRANSCRIPTION, new Usage(14L, 45L)),
        arguments(Surface.AUDIO_SPEECH, Streams.SPEECH, new Usage(14L, 101L)));
  }

  private static void check(StreamWatch watch, Usage usage) {
    assertThat(watch.state()).isEqualTo(State.CONTENT);
    assertThat(watch.usage()).isEqualTo(usage);
    assertThat(watch.terminated()).isTrue();
    assertThat(watch.betweenEvents()).isTrue();
    assertThat(watch.failed()).isFalse();
  }

  @Test
  void content_toldWithTheByteThatEndsItsEvent() {
    StreamWatch watch = StreamWatch.of(OPENAI);

    assertThat(Streams.feed(watch, "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n"))
        .isEqualTo(State.WAITING);
    assertThat(Streams.feed(watch, "\n")).isEqualTo(State.CONTENT);
  }

  @Test
  void hugeEvent_isContentBeforeItEnds() {
    StreamWatch watch = StreamWatch.of(OPENAI);

    Streams.feed(watch, "data: {\"choices\":[{\"delta\":{\"images\":[{\"url\":\"");
    assertThat(Streams.feed(watch, "A".repeat(60_000))).isEqualTo(State.WAITING);
    assertThat(Streams.feed(watch, "A".repeat(1 << 20))).isEqualTo(State.CONTENT);
    Streams.feed(watch, "\"}]}}]}\n\n" + CHAT);

    assertThat(watch.usage()).isEqualTo(new Usage(11L, 7L));
  }

  @Test
  void hugeErrorEvent_isAnError() {
    StreamWatch watch =
        watched(
            OPENAI, "data: {\"error\":{\"code\":1},\"debug\":\"" + "A".repeat(70_000) + "\"}\n\n");

    assertThat(watch.state()).isEqualTo(State.ERROR);
    assertThat(watch.errorData().length()).isEqualTo(SseEvent.MOST_DATA);
  }

  @Test
  void lastEventWithoutItsEmptyLine_countsAtTheEnd() {
    StreamWatch watch = watched(OPENAI, CHAT.strip());
    assertThat(watch.terminated()).isFalse();

    watch.end();

    assertThat(watch.terminated()).isTrue();
    assertThat(watched(OPENAI, "data: {\"error\":\"x\"}").end()).isEqualTo(State.ERROR);
  }

  @Test
  void answer_isWholeByItsTerminatorOrTheReasonWhyItStopped() {
    assertThat(watched(OPENAI, CHAT).whole()).isTrue();
    assertThat(watched(OPENAI, CHAT.replace("data: [DONE]", "")).whole()).isTrue();
    assertThat(watched(OPENAI, CHAT.replace("\"stop\"", "null")).whole()).isTrue();
    assertThat(watched(ANTHROPIC, MESSAGES.replaceAll("(?s)event: message_stop.*", "")).whole())
        .isTrue();
  }

  @Test
  void answer_isNotWholeBefore() {
    assertThat(watched(OPENAI, CHAT.replaceAll("(?s)data: [^\n]*stop.*", "")).whole()).isFalse();
    assertThat(watched(ANTHROPIC, MESSAGES.replaceAll("(?s)event: message_delta.*", "")).whole())
        .isFalse();
    assertThat(chat("{'choices':[{'delta':{'content':'a'},'finish_reason':null}]}").whole())
        .isFalse();
  }

  @Test
  void usage_foundWhereProvidersPutIt() {
    assertThat(
            chat("{'x_groq':{'id':'r','usage':{'prompt_tokens':1,'completion_tokens':2}}}").usage())
        .isEqualTo(new Usage(1L, 2L));
    assertThat(
            chat("{'choices':[{'delta':{},'usage':{'prompt_tokens':1,'completion_tokens':2}}]}")
                .usage())
        .isEqualTo(new Usage(1L, 2L));
  }

  @Test
  void usageInEveryChunk_lastWins() {
    String chunk = "data: {\"usage\": {\"prompt_tokens\":5,\"completion_tokens\":%d}}\n\n";

    StreamWatch watch = watched(OPENAI, CHAT + chunk.formatted(1) + chunk.formatted(2));

    assertThat(watch.usage()).isEqualTo(new Usage(5L, 2L));
  }

  @Test
  void usageBehindMoreThanIsKept_isRead() {
    String image = "A".repeat(3 << 20);
    String images = Streams.IMAGES.replace("iVBORw0", image);
    String chat = CHAT.replace("\"choices\":[],\"usage\"", "\"x\":\"" + image + "\",\"usage\"");

    assertThat(watched(Surface.IMAGE_GENERATIONS, images).usage()).isEqualTo(new Usage(50L, 50L));
    assertThat(watched(OPENAI, chat).usage()).isEqualTo(new Usage(11L, 7L));
  }

  @Test
  void terminatorLargerThanWhatIsKept_countsWithItsLastByte() {
    String answer = "A".repeat(1 << 20);
    String stream = Streams.RESPONSES.replace("Say \\\"error\\\"", answer);
    StreamWatch watch = watched(Surface.RESPONSES, stream.substring(0, stream.length() - 1));

    assertThat(watch.terminated()).isFalse();
    Streams.feed(watch, "\n");

    assertThat(watch.terminated()).isTrue();
    assertThat(watch.usage()).isEqualTo(new Usage(36L, 87L));
  }

  @Test
  void nothingReported_isUnknown() {
    assertThat(chat("{'choices':[]}").usage()).isEqualTo(Usage.UNKNOWN);
    assertThat(messages("{'type':'ping'}").usage()).isEqualTo(Usage.UNKNOWN);
  }

  @Test
  void unnamedEventsOfMessages_readAllTheSame() {
    StreamWatch watch = watched(ANTHROPIC, MESSAGES.replaceAll("(?m)^event: .*\n", ""));

    check(watch, new Usage(1125L, 15L));
  }

  private static StreamWatch chat(String data) {
    return watched(OPENAI, "data: " + data.replace('\'', '"') + "\n\n");
  }

  private static StreamWatch messages(String data) {
    return watched(ANTHROPIC, "event: whatever\ndata: " + data.replace('\'', '"') + "\n\n");
  }
}
