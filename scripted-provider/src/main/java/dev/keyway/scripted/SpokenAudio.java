package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * OpenAI speech (API reference: "Create speech", "speech.audio.delta"): the text itself, after the
 * bytes that an MP3 file begins with, under the type that was asked for.
 */
final class SpokenAudio {

  private static final String ID3 = "ID3\u0004\u0000\u0000\u0000\u0000\u0000\u0000";

  private SpokenAudio() {}

  static Rendered say(Speech speech) {
    List<String> pieces = new ArrayList<>(List.of(ID3));
    pieces.addAll(speech.deltas());
    if (speech.prompt().fields().path("stream_format").asText().equals("sse")) {
      return stream(speech, pieces);
    }
    String format = speech.prompt().fields().path("response_format").asText("mp3");
    String type = "audio/" + (format.isEmpty() || format.equals("mp3") ? "mpeg" : format);
    return Rendered.pieces(type, pieces.stream().map(Rendered::utf8).toList());
  }

  private static Rendered stream(Speech speech, List<String> pieces) {
    List<String> events = new ArrayList<>();
    for (String piece : pieces) {
      String audio = Base64.getEncoder().encodeToString(piece.getBytes(StandardCharsets.UTF_8));
      events.add(Sse.data(Json.write(object("type", "speech.audio.delta", "audio", audio))));
    }
    Usage usage = speech.usage();
    Object counts =
        object(
            "input_tokens", usage.inputTokens(),
            "output_tokens", usage.outputTokens(),
            "total_tokens", usage.total());
    events.add(Sse.data(Json.write(object("type", "speech.audio.done", "usage", counts))));
    return Rendered.events(0, events);
  }
}
