package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OpenAI completions, the older endpoint (API reference: "The completion object"). */
final class Completions {

  private Completions() {}

  static Rendered say(Speech speech) {
    return speech.prompt().streamed() ? stream(speech) : whole(speech);
  }

  private static Rendered whole(Speech speech) {
    Map<String, @Nullable Object> body = envelope(speech, List.of(choice(speech.text(), "stop")));
    body.put("usage", ChatCompletions.usage(speech.usage()));
    return Rendered.json(200, body);
  }

  private static Rendered stream(Speech speech) {
    List<String> events = new ArrayList<>();
    speech.deltas().forEach(delta -> events.add(chunk(speech, choice(delta, null))));
    events.add(chunk(speech, choice("", "stop")));
    if (speech.prompt().usageWanted()) {
      Map<String, @Nullable Object> last = envelope(speech, List.of());
      last.put("usage", ChatCompletions.usage(speech.usage()));
      events.add(Sse.data(Json.write(last)));
    }
    events.add(Sse.DONE);
    return Rendered.events(0, events);
  }

  private static String chunk(Speech speech, Object choice) {
    return Sse.data(Json.write(envelope(speech, List.of(choice))));
  }

  private static Object choice(String text, @Nullable String finishReason) {
    return object("text", text, "index", 0, "logprobs", null, "finish_reason", finishReason);
  }

  private static Map<String, @Nullable Object> envelope(Speech speech, List<Object> choices) {
    return object(
        "id",
        "cmpl-" + speech.number(),
        "object",
        "text_completion",
        "created",
        Speech.CREATED,
        "model",
        speech.model(),
        "choices",
        choices);
  }
}
