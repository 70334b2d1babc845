package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI chat completions (API reference: "The chat completion object", "The chat completion chunk
 * object").
 */
final class ChatCompletions {

  private ChatCompletions() {}

  static Rendered say(Speech speech) {
    return speech.prompt().streamed() ? stream(speech) : whole(speech);
  }

  private static Rendered whole(Speech speech) {
    Map<String, @Nullable Object> message =
        object(
            "role",
            "assistant",
            "content",
            speech.call() == null ? speech.text() : null,
            "refusal",
            null,
            "annotations",
            List.of());
    if (speech.call() != null) {
      message.put("tool_calls", List.of(call(speech, speech.call())));
    }
    Object choice =
        object("index", 0, "message", message, "logprobs", null, "finish_reason", finish(speech));
    Map<String, @Nullable Object> body = envelope(speech, "chat.completion", List.of(choice));
    body.put("usage", usage(speech.usage()));
    return Rendered.json(200, body);
  }

  /** A role-only delta, the text, the finish, the usage if wanted, the end. */
  private static Rendered stream(Speech speech) {
    List<String> events = new ArrayList<>();
    events.add(chunk(speech, object("role", "assistant", "content", "", "refusal", null), null));
    deltas(speech).forEach(delta -> events.add(chunk(speech, delta, null)));
    events.add(chunk(speech, object(), finish(speech)));
    if (speech.prompt().usageWanted()) {
      Map<String, @Nullable Object> last = envelope(speech, "chat.completion.chunk", List.of());
      last.put("usage", usage(speech.usage()));
      events.add(Sse.data(Json.write(last)));
    }
    events.add(Sse.DONE);
    return Rendered.events(1, events);
  }

  /** What the answer consists of. */
  private static List<Map<String, @Nullable Object>> deltas(Speech speech) {
    ToolCall call = speech.call();
    if (call == null) {
      return speech.deltas().stream().map(delta -> object("content", delta)).toList();
    }
    List<Map<String, @Nullable Object>> deltas = new ArrayList<>();
    Map<String, @Nullable Object> begun = call(speech, new ToolCall(call.name(), ""));
    begun.put("index", 0);
    deltas.add(object("tool_calls", List.of(begun)));
    for (String piece : call.pieces()) {
      Object more = object("index", 0, "function", object("arguments", piece));
      deltas.add(object("tool_calls", List.of(more)));
    }
    return deltas;
  }

  private static Map<String, @Nullable Object> call(Speech speech, ToolCall call) {
    return object(
        "id",
        "call_" + speech.number(),
        "type",
        "function",
        "function",
        object("name", call.name(), "arguments", call.arguments()));
  }

  private static String finish(Speech speech) {
    return speech.call() == null ? "stop" : "tool_calls";
  }

  /** A chunk of a speech of which nothing else is known. */
  static String event(Object delta) {
    return chunk(new Speech(1, Prompt.NONE, List.of(), new Usage(1, 1), null), delta, null);
  }

  private static String chunk(Speech speech, Object delta, @Nullable String finishReason) {
    Object choice =
        object("index", 0, "delta", delta, "logprobs", null, "finish_reason", finishReason);
    Map<String, @Nullable Object> chunk =
        envelope(speech, "chat.completion.chunk", List.of(choice));
    if (speech.prompt().usageWanted()) {
      chunk.put("usage", null);
    }
    return Sse.data(Json.write(chunk));
  }

  private static Map<String, @Nullable Object> envelope(
      Speech speech, String object, List<Object> choices) {
    return object(
        "id",
        "chatcmpl-" + speech.number(),
        "object",
        object,
        "created",
        Speech.CREATED,
        "model",
        speech.model(),
        "service_tier",
        "default",
        "system_fingerprint",
        "fp_scripted",
        "choices",
        choices);
  }

  static Object usage(Usage usage) {
    return object(
        "prompt_tokens", usage.inputTokens(),
        "completion_tokens", usage.outputTokens(),
        "total_tokens", usage.total(),
        "prompt_tokens_details", object("cached_tokens", 0),
        "completion_tokens_details", object("reasoning_tokens", 0));
  }
}
