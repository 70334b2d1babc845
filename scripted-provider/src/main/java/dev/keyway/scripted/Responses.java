package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OpenAI responses (API reference: "The response object", "Streaming events"). */
final class Responses {

  private final Speech speech;
  private final String itemId;
  private final List<String> events = new ArrayList<>();

  private Responses(Speech speech) {
    this.speech = speech;
    this.itemId = "msg_" + speech.number();
  }

  static Rendered say(Speech speech) {
    Responses responses = new Responses(speech);
    return speech.prompt().streamed()
        ? responses.stream()
        : Rendered.json(200, responses.completed());
  }

  private Rendered stream() {
    event("response.created", "response", inProgress());
    event("response.in_progress", "response", inProgress());
    int contentFrom = speech.call() == null ? text() : call(speech.call());
    event("response.output_item.done", "output_index", 0, "item", finishedItem());
    event("response.completed", "response", completed());
    return Rendered.events(contentFrom, events);
  }

  /** The events of a text; where its content begins. */
  private int text() {
    event("response.output_item.added", "output_index", 0, "item", item("in_progress", List.of()));
    partEvent("response.content_part.added", "part", part(""));
    int contentFrom = events.size();
    speech
        .deltas()
        .forEach(delta ->
            partEvent("response.output_text.delta", "delta", delta, "logprobs", List.of()));
    partEvent("response.output_text.done", "text", speech.text(), "logprobs", List.of());
    partEvent("response.content_part.done", "part", part(speech.text()));
    return contentFrom;
  }

  /** The events of a call; where its content begins. */
  private int call(ToolCall call) {
    event("response.output_item.added", "output_index", 0, "item", call("in_progress", call, ""));
    int contentFrom = events.size();
    String of = "response.function_call_arguments.";
    for (String piece : call.pieces()) {
      event(of + "delta", "item_id", callId(), "output_index", 0, "delta", piece);
    }
    event(
        of + "done",
        "item_id",
        callId(),
        "output_index",
        0,
        "name",
        call.name(),
        "arguments",
        call.arguments());
    return contentFrom;
  }

  private Object call(String status, ToolCall call, String arguments) {
    return object(
        "id",
        callId(),
        "type",
        "function_call",
        "status",
        status,
        "call_id",
        "call_" + speech.number(),
        "name",
        call.name(),
        "arguments",
        arguments);
  }

  private String callId() {
    return "fc_" + speech.number();
  }

  private void partEvent(String type, Object... fields) {
    Map<String, @Nullable Object> place =
        object("item_id", itemId, "output_index", 0, "content_index", 0);
    place.putAll(object(fields));
    add(type, place);
  }

  private void event(String type, Object... fields) {
    add(type, object(fields));
  }

  private void add(String type, Map<String, @Nullable Object> fields) {
    Map<String, @Nullable Object> data = object("type", type, "sequence_number", events.size());
    data.putAll(fields);
    events.add(Sse.event(type, Json.write(data)));
  }

  private Object inProgress() {
    return response("in_progress", List.of(), null);
  }

  private Object completed() {
    return response("completed", List.of(finishedItem()), usage());
  }

  private Object finishedItem() {
    ToolCall call = speech.call();
    if (call != null) {
      return call("completed", call, call.arguments());
    }
    return item("completed", List.of(part(speech.text())));
  }

  private Object response(String status, List<Object> output, @Nullable Object usage) {
    return object(
        "id",
        "resp_" + speech.number(),
        "object",
        "response",
        "created_at",
        Speech.CREATED,
        "status",
        status,
        "error",
        null,
        "incomplete_details",
        null,
        "model",
        speech.model(),
        "output",
        output,
        "parallel_tool_calls",
        true,
        "tool_choice",
        "auto",
        "tools",
        List.of(),
        "metadata",
        object(),
        "usage",
        usage);
  }

  private Object item(String status, List<Object> content) {
    return object(
        "id", itemId,
        "type", "message",
        "status", status,
        "role", "assistant",
        "content", content);
  }

  private static Object part(String text) {
    return object(
        "type", "output_text", "annotations", List.of(), "logprobs", List.of(), "text", text);
  }

  private Object usage() {
    Usage usage = speech.usage();
    return object(
        "input_tokens", usage.inputTokens(),
        "input_tokens_details", object("cached_tokens", 0),
        "output_tokens", usage.outputTokens(),
        "output_tokens_details", object("reasoning_tokens", 0),
        "total_tokens", usage.total());
  }
}
