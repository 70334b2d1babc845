package dev.keyway.scripted;

/**
 * The tokens an answer says it cost.
 *
 * @param inputTokens those of the prompt, none of them cached
 * @param outputTokens those of the answer
 */
public record Usage(int inputTokens, int outputTokens) {

  private static final int CHARACTERS_PER_TOKEN = 4;

  /** A plausible count that depends on the texts alone: one token for four characters. */
  static Usage counted(String prompt, String answer) {
    return new Usage(tokens(prompt), tokens(answer));
  }

  private static int tokens(String text) {
    return Math.max(1, Math.ceilDiv(text.length(), CHARACTERS_PER_TOKEN));
  }

  int total() {
    return inputTokens + outputTokens;
  }
}
