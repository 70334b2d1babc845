package dev.keyway.stream;

import static dev.keyway.stream.AnswerJson.count;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's form: {@code prompt_tokens}, {@code completion_tokens}, {@code total_tokens}. Where
 * several are reported, the last one stands alone.
 */
final class ChatUsage implements ReportedUsage {

  private Usage usage = Usage.UNKNOWN;
  private @Nullable Long prompt;
  private @Nullable Long completion;
  private @Nullable Long total;

  @Override
  public void read(JsonParser json) throws IOException {
    prompt = null;
    completion = null;
    total = null;
    AnswerJson.members(json, name -> readCount(json, name));
    if (prompt != null || completion != null) {
      usage = new Usage(prompt, output());
    }
  }

  @Override
  public Usage usage() {
    return usage;
  }

  private void readCount(JsonParser json, String name) throws IOException {
    switch (name) {
      case "prompt_tokens" -> prompt = count(json, null);
      case "completion_tokens" -> completion = count(json, null);
      case "total_tokens" -> total = count(json, null);
      default -> json.skipChildren();
    }
  }

  /**
   * xAI and Gemini leave reasoning out of {@code completion_tokens} but not out of {@code
   * total_tokens} (Google Cloud, "Reasoning for Grok models", 2026-11).
   */
  private @Nullable Long output() {
    if (prompt == null || total == null || total < prompt) {
      return completion;
    }
    long rest = total - prompt;
    return completion == null ? rest : Long.valueOf(Math.max(completion, rest));
  }
}
