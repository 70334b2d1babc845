package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI images (API reference: "The image generation response", "Image generation streaming
 * events"): one transparent pixel, whatever was asked.
 */
final class Images {

  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

  private Images() {}

  /**
   * @param kind what the events are called after: {@code image_generation} or {@code image_edit}
   */
  static Rendered say(Speech speech, String kind) {
    if (!speech.prompt().streamed()) {
      Map<String, @Nullable Object> body = object("created", Speech.CREATED);
      body.put("data", List.of(object("b64_json", PIXEL)));
      body.put("usage", usage(speech.usage()));
      return Rendered.json(200, body);
    }
    String partial = event(kind + ".partial_image", object("partial_image_index", 0));
    String completed = event(kind + ".completed", object("usage", usage(speech.usage())));
    return Rendered.events(0, List.of(partial, completed));
  }

  private static String event(String type, Map<String, @Nullable Object> more) {
    Map<String, @Nullable Object> data =
        object(
            "type",
            type,
            "b64_json",
            PIXEL,
            "created_at",
            Speech.CREATED,
            "size",
            "1024x1024",
            "quality",
            "low",
            "background",
            "opaque",
            "output_format",
            "png");
    data.putAll(more);
    return Sse.event(type, Json.write(data));
  }

  private static Object usage(Usage usage) {
    return object(
        "input_tokens",
        usage.inputTokens(),
        "input_tokens_details",
        object("text_tokens", usage.inputTokens(), "image_tokens", 0),
        "output_tokens",
        usage.outputTokens(),
        "total_tokens",
        usage.total());
  }
}
