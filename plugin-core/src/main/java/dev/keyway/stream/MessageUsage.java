package dev.keyway.stream;

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
  public void count(String name, long tokens) {
    switch (name) {
      case "input_tokens" -> input = tokens;
      case "cache_creation_input_tokens" -> cacheCreation = tokens;
      case "cache_read_input_tokens" -> cacheRead = tokens;
      case "output_tokens" -> output = tokens;
      default -> {}
    }
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
