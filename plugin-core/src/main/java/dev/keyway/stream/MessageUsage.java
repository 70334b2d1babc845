package dev.keyway.stream;

import static dev.keyway.stream.AnswerJson.count;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's form. {@code input_tokens} leaves out what was written to and read from the cache;
 * the counts of a {@code message_delta} are cumulative (documentation, "Streaming messages"), so
 * they replace earlier ones.
 */
final class MessageUsage implements ReportedUsage {

  private @Nullable Long input;
  private @Nullable Long cacheCreation;
  private @Nullable Long cacheRead;
  private @Nullable Long output;

  @Override
  public void read(JsonParser json) throws IOException {
    AnswerJson.members(
        json,
        name -> {
          switch (name) {
            case "input_tokens" -> input = count(json, input);
            case "cache_creation_input_tokens" -> cacheCreation = count(json, cacheCreation);
            case "cache_read_input_tokens" -> cacheRead = count(json, cacheRead);
            case "output_tokens" -> output = count(json, output);
            default -> json.skipChildren();
          }
        });
  }

  @Override
  public Usage usage() {
    Long all =
        input == null ? null : Long.valueOf(input + orZero(cacheCreation) + orZero(cacheRead));
    return new Usage(all, output);
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
