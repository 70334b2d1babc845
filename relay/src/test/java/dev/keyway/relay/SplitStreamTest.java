package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Point;
import dev.keyway.stream.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams in each dialect, which reach the relay byte by byte, or cut in two at every byte. */
class SplitStreamTest {

  private static final String CHAT =
      """
      : OPENROUTER PROCESSING

      data: {"choices":[{"delta":{"role":"assistant","content":""}}]}

      data: {"choices":[{"delta":{"content":"Grüße 🌍"}}],"usage":null}

      event: unknown
      id: 7
      data: {"nobody":"knows"}

      data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

      data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4}}

      data: [DONE]

      """;
  private static final String COMPLETIONS =
      """
      data: {"choices":[{"text":"","index":0}]}

      data: {"choices":[{"text":"Once","index":0,"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":4}}

      data: [DONE]

      """;
  private static final String RESPONSES =
      """
      event: response.created
      data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","error":null}}

      event: response.output_text.delta
      data: {"type":"response.output_text.delta","sequence_number":1,"delta":"Grüße"}

      : keep-alive

      event: response.completed
      data: {"type":"response.completed","sequence_number":2,"response":{"id":"resp_1","usage":{"input_tokens":3,"output_tokens":4,"total_tokens":7}}}

      """;
  private static final String MESSAGES =
      """
      event: message_start
      data: {"type":"message_start","message":{"role":"assistant","content":[],"usage":{"input_tokens":3,"output_tokens":1}}}

      event: ping
      data: {"type": "ping"}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":4}}

      event: message_stop
      data: {"type":"message_stop"}

      """;

  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, \\n",
    "/v1/chat/completions, \\r\\n",
    "/v1/completions, \\r",
    "/v1/responses, \\n",
    "/v1/responses, \\r\\n",
    "/v1/messages, \\n",
    "/v1/messages, \\r"
  })
  void stream_that_comes_byte_by_byte_passes_byte_for_byte(String path, String lineEnd)
      throws Exception {
    String stream = stream(path).replace("\n", lineEnd.translateEscapes());
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.events(stream).trickling(1, Duration.ZERO));

      check(stage, path, stream);
    }
  }

  @ParameterizedTest
  @CsvSource({"/v1/chat/completions", "/v1/completions", "/v1/responses", "/v1/messages"})
  void stream_that_is_cut_in_two_anywhere_passes_byte_for_byte(String path) throws Exception {
    String stream = stream(path);
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    try (RelayStage stage = RelayStage.plain()) {
      for (int split = 1; split < bytes.length; split++) {
        stage.first.answer(Answer.events(stream).pausingAt(Point.afterBytes(split), Duration.ZERO));

        check(stage, path, stream);
      }
    }
  }

  @Test
  void failover_goes_by_what_came_however_it_was_split() throws Exception {
    String failing =
        "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\r\n\r\ndata: {\"error\":{\"message\":\"m\",\"code\":500}}\r\n\r\n";
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.events(failing).trickling(1, Duration.ZERO));

      assertThat(stage.chatStreamed().body()).contains("second");
      assertThat(stage.record().passed()).isNotNull();
    }
  }

  private static void check(RelayStage stage, String path, String stream) throws Exception {
    String body = path.endsWith("messages") ? Client.HELLO_MESSAGE_STREAMED : Client.HELLO_STREAMED;
    assertThat(Client.send(Client.post(stage, path, body)).body()).isEqualTo(stream);
    DecisionRecord record = stage.record();
    assertThat(record.usage()).isEqualTo(new Usage(3L, 4L));
    assertThat(record.ending()).isEqualTo(Ending.COMPLETE);
  }

  private static String stream(String path) {
    return switch (path) {
      case "/v1/chat/completions" -> CHAT;
      case "/v1/completions" -> COMPLETIONS;
      case "/v1/responses" -> RESPONSES;
      case "/v1/messages" -> MESSAGES;
      default -> throw new IllegalArgumentException(path);
    };
  }
}
