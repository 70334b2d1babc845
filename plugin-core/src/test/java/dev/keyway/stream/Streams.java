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

  static final String COMPLETIONS =
      """
      data: {"id":"p","object":"text_completion","choices":[{"text":"","index":0,"logprobs":null,"finish_reason":null}],"usage":null}

      data: {"id":"p","object":"text_completion","choices":[{"text":"Once","index":0,"logprobs":null,"finish_reason":null}],"usage":null}

      data: {"id":"p","object":"text_completion","choices":[{"text":"","index":0,"logprobs":null,"finish_reason":"stop"}],"usage":null}

      data: {"id":"p","object":"text_completion","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}

      data: [DONE]

      """;

  static final String RESPONSES =
      """
      event: response.created
      data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_7","object":"response","created_at":1751642570,"status":"in_progress","error":null,"model":"gpt-4o-2024-08-06","output":[],"usage":null,"metadata":{}}}

      event: response.in_progress
      data: {"type":"response.in_progress","sequence_number":1,"response":{"id":"resp_7","object":"response","created_at":1751642570,"status":"in_progress","error":null,"model":"gpt-4o-2024-08-06","output":[],"usage":null,"metadata":{}}}

      event: response.output_item.added
      data: {"type":"response.output_item.added","sequence_number":2,"output_index":0,"item":{"id":"msg_7","type":"message","status":"in_progress","role":"assistant","content":[]}}

      event: response.content_part.added
      data: {"type":"response.content_part.added","sequence_number":3,"item_id":"msg_7","output_index":0,"content_index":0,"part":{"type":"output_text","annotations":[],"text":""}}

      event: response.output_text.delta
      data: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_7","output_index":0,"content_index":0,"delta":"Say \\"error\\"","logprobs":[],"obfuscation":"x7"}

      event: response.output_text.done
      data: {"type":"response.output_text.done","sequence_number":5,"item_id":"msg_7","output_index":0,"content_index":0,"text":"Say \\"error\\"","logprobs":[]}

      event: response.completed
      data: {"type":"response.completed","sequence_number":6,"response":{"id":"resp_7","object":"response","created_at":1751642570,"status":"completed","error":null,"model":"gpt-4o-2024-08-06","output":[{"id":"msg_7","type":"message","content":[{"type":"output_text","text":"Say \\"error\\""}]}],"usage":{"input_tokens":36,"input_tokens_details":{"cached_tokens":30},"output_tokens":87,"output_tokens_details":{"reasoning_tokens":80},"total_tokens":123},"metadata":{}}}

      """;

  static final String IMAGES =
      """
      event: image_generation.partial_image
      data: {"type":"image_generation.partial_image","b64_json":"iVBO","created_at":1,"size":"1024x1024","quality":"high","background":"opaque","output_format":"png","partial_image_index":0}

      event: image_generation.completed
      data: {"type":"image_generation.completed","b64_json":"iVBORw0","created_at":1,"size":"1024x1024","quality":"high","background":"opaque","output_format":"png","usage":{"total_tokens":100,"input_tokens":50,"output_tokens":50,"input_tokens_details":{"text_tokens":10,"image_tokens":40}}}

      """;

  static final String TRANSCRIPTION =
      """
      data: {"type":"transcript.text.delta","delta":"I","logprobs":[]}

      data: {"type":"transcript.text.delta","delta":" see","logprobs":[]}

      data: {"type":"transcript.text.done","text":"I see","usage":{"type":"tokens","input_tokens":14,"input_token_details":{"text_tokens":0,"audio_tokens":14},"output_tokens":45,"total_tokens":59}}

      """;

  static final String SPEECH =
      """
      data: {"type":"speech.audio.delta","audio":"SUQz"}

      data: {"type":"speech.audio.done","usage":{"input_tokens":14,"output_tokens":101,"total_tokens":115}}

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
