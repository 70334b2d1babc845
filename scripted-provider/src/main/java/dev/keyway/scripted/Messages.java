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
    ToolCall call = speech.call();
    Object block =
        call == null
            ? object("type", "text", "text", speech.text())
            : toolUse(speech, call, Json.read(call.arguments()));
    int output = speech.usage().outputTokens();
    return Rendered.json(200, message(speech, List.of(block), stopReason(speech), output));
  }

  private static Object toolUse(Speech speech, ToolCall call, Object input) {
    return object(
        "type", "tool_use", "id", "toolu_" + speech.number(), "name", call.name(), "input", input);
  }

  private static String stopReason(Speech speech) {
    return speech.call() == null ? "end_turn" : "tool_use";
  }

  private static Rendered stream(Speech speech) {
    List<String> events = new ArrayList<>();
    events.add(event("message_start", "message", message(speech, List.of(), null, 1)));
    events.add(Sse.event("ping", Json.write(object("type", "ping"))));
    ToolCall call = speech.call();
    Object block =
        call == null ? object("type", "text", "text", "") : toolUse(speech, call, object());
    events.add(event("content_block_start", "index", 0, "content_block", block));
    for (Object delta : deltas(speech)) {
      events.add(event("content_block_delta", "index", 0, "delta", delta));
    }
    events.add(event("content_block_stop", "index", 0));
    events.add(
        event(
            "message_delta",
            "delta",
            object("stop_reason", stopReason(speech), "stop_sequence", null),
            "usage",
            object("output_tokens", speech.usage().outputTokens())));
    events.add(event("message_stop"));
    return Rendered.events(3, events);
  }

  private static List<?> deltas(Speech speech) {
    ToolCall call = speech.call();
    return call == null
        ? speech.deltas().stream()
            .map(delta -> object("type", "text_delta", "text", delta))
            .toList()
        : call.pieces().stream()
            .map(piece -> object("type", "input_json_delta", "partial_json", piece))
            .toList();
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
