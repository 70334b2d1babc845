package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Sse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each endpoint's streams before content and after it, on the wire. */
class BrokenStreamTest {

  private static final Duration SHORT = Duration.ofMillis(150);
  private static final String ERROR_DATA =
      "data: {\"type\":\"error\",\"error\":{\"code\":500}}\n\n";

  @BeforeAll
  static void warmUp() throws Exception {
    RelayStage.warmUp();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1/chat/completions | {'choices':[{'delta':{'content':'a'}}]} | data: {'error':{'message': | [DONE]",
        "/v1/completions | {'choices':[{'text':'a'}]} | data: {'error':{'message': | [DONE]",
        "/v1/responses | {'type':'response.output_text.delta','delta':'a'} | event: error | 'metadata':{}}}",
        "/v1/messages | {'type':'content_block_delta','delta':{'text':'a'}} | event: error | }}",
        "/v1/images/generations | {'type':'image_generation.partial_image','b64_json':'a'} | event: error | }}",
        "/v1/audio/speech | {'type':'speech.audio.delta','audio':'a'} | event: error | }}",
      })
  void stream_that_breaks_after_content_ends_in_its_own_words(
      String path, String content, String ending, String last) throws Exception {
    String event = Sse.data(quoted(content));
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.events(event).resettingAt(Point.beforeTerminator()));

      String body = ask(stage, path);

      assertThat(body).startsWith(event + quoted(ending)).endsWith(quoted(last) + "\n\n");
      assertThat(body).contains("upstream_unreachable");
      assertThat(stage.record().ending()).isEqualTo(Ending.PROVIDER_BROKE);
      assertThat(stage.second.received()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1/chat/completions | {'choices':[{'delta':{'role':'assistant'}}]}",
        "/v1/completions | {'choices':[{'text':''}]}",
        "/v1/responses | {'type':'response.created','response':{'error':null}}",
        "/v1/messages | {'type':'message_start','message':{'content':[]}}",
        "/v1/images/generations | {'type':'image_generation.in_progress'}",
        "/v1/audio/speech | {'type':'speech.audio.delta','audio':''}",
      })
  void error_before_content_fails_over_unnoticed(String path, String start) throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.events(": alive\n\n", Sse.data(quoted(start)), ERROR_DATA));
      stage.second.always(Answer.events(Sse.data("[DONE]")));

      ask(stage, path);

      assertThat(stage.story()).startsWith("first/1 provider (");
      assertThat(stage.second.received()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions",
    "/v1/completions",
    "/v1/responses",
    "/v1/messages",
    "/v1/audio/speech"
  })
  void stall_before_anything_fails_over(String path) throws Exception {
    try (RelayStage stage =
        RelayStage.with(policy -> policy.perRequestTimeout(SHORT).streamGuard(SHORT))) {
      stage.first.always(Answer.events("data: late\n\n").stallingAt(Point.afterHead()));

      ask(stage, path);

      assertThat(stage.story()).startsWith("first/1 provider (timeout), second/1 ");
    }
  }

  @Test
  void event_of_a_megabyte_passes_and_its_usage_is_read() throws Exception {
    String event =
        "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"output\":[{\"text\":\""
            + "x".repeat(1 << 20)
            + "\"}],\"usage\":{\"input_tokens\":3,\"output_tokens\":4,\"total_tokens\":7}}}\n\n";
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.events(event));

      assertThat(ask(stage, "/v1/responses")).isEqualTo(event);
      assertThat(stage.record().usage().outputTokens()).isEqualTo(4L);
    }
  }

  private static String ask(RelayStage stage, String path) throws Exception {
    String body =
        path.endsWith("messages")
            ? Client.HELLO_MESSAGE_STREAMED
            : "{\"model\":\"test-model\",\"stream\":true,\"input\":\"Hello\",\"messages\":[]}";
    return Client.send(Client.post(stage, path, body)).body();
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }
}
