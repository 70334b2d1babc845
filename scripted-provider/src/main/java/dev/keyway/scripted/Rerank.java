package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;

/** Rerank as Cohere, Jina and vLLM have it: documents come back in the order they were given. */
final class Rerank {

  private Rerank() {}

  static Rendered say(Speech speech) {
    JsonNode fields = speech.prompt().fields();
    int documents = fields.path("documents").size();
    int wanted = Math.min(documents, fields.path("top_n").asInt(documents));
    List<Object> results =
        IntStream.range(0, wanted)
            .<Object>mapToObj(i -> object("index", i, "relevance_score", 1.0 / (i + 1)))
            .toList();
    return Rendered.json(
        200,
        object(
            "id",
            "rerank-" + speech.number(),
            "model",
            speech.model(),
            "results",
            results,
            "usage",
            object("total_tokens", speech.usage().inputTokens())));
  }
}
