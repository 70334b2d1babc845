package dev.keyway.stream;

import static dev.keyway.stream.AnswerJson.count;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
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
  public void read(JsonParser json) throws IOException {
    input = null;
    output = null;
    total = null;
    AnswerJson.members(json, name -> readCount(json, name));
    if (input != null || output != null) {
      usage = new Usage(input, output());
    }
  }

  @Override
  public Usage usage() {
    return usage;
  }

  private void readCount(JsonParser json, String name) throws IOException {
    switch (name) {
      case "prompt_tokens", "input_tokens" -> input = count(json, input);
      case "completion_tokens", "output_tokens" -> output = count(json, output);
      case "total_tokens" -> total = count(json, null);
      default -> json.skipChildren();
    }
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
