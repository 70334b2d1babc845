package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import java.util.List;

/** OpenAI embeddings (API reference: "The embedding object"): one short vector for the input. */
final class Embeddings {

  private static final List<Double> VECTOR = List.of(0.5, -0.25, 0.125, 0.0);

  private Embeddings() {}

  static Rendered say(Speech speech) {
    int tokens = speech.usage().inputTokens();
    return Rendered.json(
        200,
        object(
            "object", "list",
            "data", List.of(object("object", "embedding", "index", 0, "embedding", VECTOR)),
            "model", speech.model(),
            "usage", object("prompt_tokens", tokens, "total_tokens", tokens)));
  }
}
