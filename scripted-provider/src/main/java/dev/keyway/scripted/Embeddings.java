package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/**
 * OpenAI embeddings (API reference: "The embedding object"): one short vector for each input, as
 * numbers or, where {@code encoding_format} says so, as the base64 of their bytes.
 */
final class Embeddings {

  private static final List<Double> VECTOR = List.of(0.5, -0.25, 0.125, 0.0);

  private Embeddings() {}

  static Rendered say(Speech speech) {
    int tokens = speech.usage().inputTokens();
    JsonNode fields = speech.prompt().fields();
    Object vector = fields.path("encoding_format").asText().equals("base64") ? encoded() : VECTOR;
    List<Object> data =
        IntStream.range(0, inputs(fields.path("input")))
            .<Object>mapToObj(i -> object("object", "embedding", "index", i, "embedding", vector))
            .toList();
    return Rendered.json(
        200,
        object(
            "object",
            "list",
            "data",
            data,
            "model",
            speech.model(),
            "usage",
            object("prompt_tokens", tokens, "total_tokens", tokens)));
  }

  /** A text is one, and so is a list of tokens. */
  private static int inputs(JsonNode input) {
    return input.isArray() && !input.path(0).isNumber() ? input.size() : 1;
  }

  private static String encoded() {
    ByteBuffer bytes = ByteBuffer.allocate(4 * VECTOR.size()).order(ByteOrder.LITTLE_ENDIAN);
    VECTOR.forEach(number -> bytes.putFloat(number.floatValue()));
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
