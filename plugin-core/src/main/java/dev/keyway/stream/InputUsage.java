package dev.keyway.stream;

import org.jspecify.annotations.Nullable;

/**
 * The form of endpoints that write no text, embeddings and rerank: {@code prompt_tokens}, or {@code
 * total_tokens} alone (Voyage, Jina, vLLM). All of it is input.
 */
final class InputUsage implements ReportedUsage {

  private @Nullable Long prompt;
  private @Nullable Long total;

  @Override
  public void count(String name, long tokens) {
    switch (name) {
      case "prompt_tokens", "input_tokens" -> prompt = tokens;
      case "total_tokens" -> total = tokens;
      default -> {}
    }
  }

  @Override
  public Usage usage() {
    Long input = prompt == null ? total : prompt;
    return input == null ? Usage.UNKNOWN : new Usage(input, 0L);
  }
}
