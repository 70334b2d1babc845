package dev.keyway.stream;

import org.jspecify.annotations.Nullable;

/**
 * OpenAI's form: {@code prompt_tokens}, {@code completion_tokens}, {@code total_tokens} of chats
 * and completions, {@code input_tokens}, {@code output_tokens} of all that came later (responses,
 * images, transcriptions billed by tokens, speech). Where several are reported, the last one stands
 * alone. A transcription billed by its duration has no tokens.
 */
final class OpenAiUsage implements ReportedUsage {

  private Usage usage = Usage.UNKNOWN;
  private @Nullable Long input;
  private @Nullable Long output;
  private @Nullable Long total;

  @Override
  public void begin() {
    input = null;
    output = null;
    total = null;
  }

  @Override
  public void count(String name, long tokens) {
    switch (name) {
      case "prompt_tokens", "input_tokens" -> input = tokens;
      case "completion_tokens", "output_tokens" -> output = tokens;
      case "total_tokens" -> total = tokens;
      default -> {}
    }
  }

  @Override
  public void end() {
    if (input != null || output != null) {
      usage = new Usage(input, output());
    }
  }

  @Override
  public Usage usage() {
    return usage;
  }

  /**
   * xAI and Gemini leave reasoning out of {@code completion_tokens} but not out of {@code
   * total_tokens} (Google Cloud, "Reasoning for Grok models", 2026-11).
   */
  private @Nullable Long output() {
    if (input == null || total == null || total < input) {
      return output;
    }
    long rest = total - input;
    return output == null ? rest : Long.valueOf(Math.max(output, rest));
  }
}
