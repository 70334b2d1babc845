package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OpenAI moderations (API reference: "The moderation object"): nothing is ever wrong. */
final class Moderations {

  private static final List<String> CATEGORIES =
      List.of(
          "harassment",
          "harassment/threatening",
          "hate",
          "hate/threatening",
          "illicit",
          "illicit/violent",
          "self-harm",
          "self-harm/instructions",
          "self-harm/intent",
          "sexual",
          "sexual/minors",
          "violence",
          "violence/graphic");

  private Moderations() {}

  static Rendered say(Speech speech) {
    Object result =
        object(
            "flagged",
            false,
            "categories",
            each(false),
            "category_scores",
            each(0.001),
            "category_applied_input_types",
            each(List.of("text")));
    return Rendered.json(
        200,
        object(
            "id", "modr-" + speech.number(), "model", speech.model(), "results", List.of(result)));
  }

  private static Map<String, @Nullable Object> each(Object value) {
    Map<String, @Nullable Object> all = object();
    CATEGORIES.forEach(category -> all.put(category, value));
    return all;
  }
}
