package dev.keyway.stream;

import dev.keyway.request.Surface;
import java.nio.charset.StandardCharsets;

/** Streams as providers send them, shortened, and short ways to watch them. */
final class Streams {

  static final String CHAT =
      """
      : OPENROUTER PROCESSING

      data: {"id":"c","object":"chat.completion.chunk","choices":[],"prompt_filter_results":[{"prompt_index":0}]}

      data: {"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"finish_reason":null}],"usage":null}

      data: {"id":"c","choices":[{"index":0,"delta":{"content":"Say \\"usage\\": {\\"error\\"}"},"finish_reason":null}],"usage":null}

      data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

      data: {"id":"c","choices":[],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18,"prompt_tokens_details":{"cached_tokens":3}}}

      data: [DONE]

      """;

  static final String MESSAGES =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","content":[],"stop_reason":null,"usage":{"input_tokens":25,"cache_creation_input_tokens":100,"cache_read_input_tokens":1000,"output_tokens":1}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      event: ping
      data: {"type": "ping"}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":5}}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":15}}

      event: message_stop
      data: {"type":"message_stop"}

      """;

  private Streams() {}

  static StreamWatch watched(Surface surface, String stream) {
    StreamWatch watch = StreamWatch.of(surface);
    feed(watch, stream);
    return watch;
  }

  static StreamWatch.State feed(StreamWatch watch, String stream) {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    return watch.feed(bytes, 0, bytes.length);
  }
}
