package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI transcriptions and translations (API reference: "The transcription object", "Transcription
 * streaming events"), in the form that {@code response_format} asks for.
 */
final class Transcripts {

  private Transcripts() {}

  static Rendered say(Speech speech) {
    if (speech.prompt().streamed()) {
      return stream(speech);
    }
    String text = speech.text();
    return switch (speech.prompt().fields().path("response_format").asText()) {
      case "text" -> Rendered.text("text/plain; charset=utf-8", text + "\n");
      case "srt" -> Rendered.text("text/plain; charset=utf-8", "1\n" + span(',') + text + "\n\n");
      case "vtt" ->
          Rendered.text("text/vtt; charset=utf-8", "WEBVTT\n\n" + span('.') + text + "\n");
      case "verbose_json" -> Rendered.json(200, verbose(text));
      default -> Rendered.json(200, object("text", text, "usage", usage(speech.usage())));
    };
  }

  private static Rendered stream(Speech speech) {
    List<String> events = new ArrayList<>();
    speech.deltas().forEach(delta -> events.add(event("transcript.text.delta", "delta", delta)));
    events.add(
        event("transcript.text.done", "text", speech.text(), "usage", usage(speech.usage())));
    events.add(Sse.DONE);
    return Rendered.events(0, events);
  }

  private static String event(String type, Object... fields) {
    Map<String, @Nullable Object> data = object("type", type);
    data.putAll(object(fields));
    return Sse.data(Json.write(data));
  }

  private static String span(char fraction) {
    return "00:00:00" + fraction + "000 --> 00:00:01" + fraction + "000\n";
  }

  private static Object verbose(String text) {
    return object(
        "task",
        "transcribe",
        "language",
        "english",
        "duration",
        1.0,
        "text",
        text,
        "segments",
        List.of());
  }

  private static Object usage(Usage usage) {
    return object(
        "type",
        "tokens",
        "input_tokens",
        usage.inputTokens(),
        "output_tokens",
        usage.outputTokens(),
        "total_tokens",
        usage.total());
  }
}
