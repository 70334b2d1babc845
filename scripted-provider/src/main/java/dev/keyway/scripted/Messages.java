package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Anthropic messages (API reference: "Messages", "Streaming messages"). */
final class Messages {

  private Messages() {}

  static Rendered say(Speech speech) {
    return speech.prompt().streamed() ? stream(speech) : whole(speech);
  }

  private static Rendered whole(Speech speech) {
    List<Object> content = List.of(object("type", "text", "text", speech.text()));
    return Rendered.json(200, message(speech, content, "end_turn", speech.usage().outputTokens()));
  }

  private static Rendered stream(Speech speech) {
    List<String> events = new ArrayList<>();
    events.add(event("message_start", "message", message(speech, List.of(), null, 1)));
    events.add(Sse.event("ping", Json.write(object("type", "ping"))));
    events.add(
        event(
            "content_block_start",
            "index",
            0,
            "content_block",
            object("type", "text", "text", "")));
    for (String delta : speech.deltas()) {
      events.add(
          event(
              "content_block_delta",
              "index",
              0,
              "delta",
              object("type", "text_delta", "text", delta)));
    }
    events.add(event("content_block_stop", "index", 0));
    events.add(
        event(
            "message_delta",
            "delta",
            object("stop_reason", "end_turn", "stop_sequence", null),
            "usage",
            object("output_tokens", speech.usage().outputTokens())));
    events.add(event("message_stop"));
    return Rendered.events(3, events);
  }

  private static String event(String name, Object... fields) {
    Map<String, @Nullable Object> data = object("type", name);
    data.putAll(object(fields));
    return Sse.event(name, Json.write(data));
  }

  private static Object message(
      Speech speech, List<Object> content, @Nullable String stopReason, int outputTokens) {
    return object(
        "id",
        "msg_" + speech.number(),
        "type",
        "message",
        "role",
        "assistant",
        "model",
        speech.model(),
        "content",
        content,
        "stop_reason",
        stopReason,
        "stop_sequence",
        null,
        "usage",
        usage(speech.usage().inputTokens(), outputTokens));
  }

  private static Object usage(int inputTokens, int outputTokens) {
    return object(
        "input_tokens",
        inputTokens,
        "cache_creation_input_tokens",
        0,
        "cache_read_input_tokens",
        0,
        "output_tokens",
        outputTokens,
        "service_tier",
        "standard");
  }
}
