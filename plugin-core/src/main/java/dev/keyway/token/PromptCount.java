package dev.keyway.token;

import dev.keyway.request.AiRequest;
import dev.keyway.request.PromptReader;
import dev.keyway.request.PromptVisitor;

/**
 * Counts one prompt, up to a limit. What frames messages is counted as OpenAI publishes it for chat
 * completions (OpenAI Cookbook, "How to count tokens with tiktoken"), and the same for messages of
 * the Anthropic format, of which nothing is published.
 */
final class PromptCount implements PromptVisitor {

  static final int PER_MESSAGE = 3;
  static final int PER_NAME = 1;
  static final int FOR_THE_ANSWER = 3;

  /**
   * A prompt with more characters a token than this is more than the limit allows, however few
   * tokens its blanks make. English has 4 to 5, source text 3 to 4, and one token may be 128
   * blanks.
   */
  static final int MOST_CHARACTERS_PER_TOKEN = 20;

  private final Vocabulary vocabulary;
  private final long limit;
  private long tokens;
  private long characters;
  private String lastRun = "";
  private int lastTokens;

  private PromptCount(Vocabulary vocabulary, long limit) {
    this.vocabulary = vocabulary;
    this.limit = limit;
  }

  /** The tokens of the prompt; where there are more than the limit, some number above it. */
  static long of(AiRequest request, Vocabulary vocabulary, long limit) {
    PromptCount count = new PromptCount(vocabulary, limit);
    PromptReader.read(request, count);
    return count.enough() ? limit + 1 : count.tokens;
  }

  @Override
  public void answer() {
    tokens += FOR_THE_ANSWER;
  }

  @Override
  public void tokens(int count) {
    tokens += count;
  }

  @Override
  public void message() {
    tokens += PER_MESSAGE;
  }

  @Override
  public void name() {
    tokens += PER_NAME;
  }

  @Override
  public void text(String run) {
    characters += run.length();
    if (!enough()) {
      tokens += counted(run);
    }
  }

  /** Megabytes of one character, or of one short pattern, are counted once. */
  private int counted(String run) {
    if (!run.equals(lastRun)) {
      lastTokens = vocabulary.count(run);
      lastRun = run;
    }
    return lastTokens;
  }

  @Override
  public boolean enough() {
    return tokens > limit || characters > limit * MOST_CHARACTERS_PER_TOKEN;
  }
}
