package dev.keyway.stream;

import static dev.keyway.stream.AnswerJson.count;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The form of endpoints that write no text, embeddings and rerank: {@code prompt_tokens}, or {@code
 * total_tokens} alone (Voyage, Jina, vLLM). All of it is input.
 */
final class InputUsage implements ReportedUsage {

  private @Nullable Long prompt;
  private @Nullable Long total;

  @Override
  public void read(JsonParser json) throws IOException {
    AnswerJson.members(
        json,
        name -> {
          switch (name) {
            case "prompt_tokens", "input_tokens" -> prompt = count(json, prompt);
            case "total_tokens" -> total = count(json, total);
            default -> json.skipChildren();
          }
        });
  }

  @Override
  public Usage usage() {
    Long input = prompt == null ? total : prompt;
    return input == null ? Usage.UNKNOWN : new Usage(input, 0L);
  }
}
