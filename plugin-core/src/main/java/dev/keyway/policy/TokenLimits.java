package dev.keyway.policy;

import org.jspecify.annotations.Nullable;

/**
 * How many tokens a request may have and ask for.
 *
 * @param maxInput larger prompts are refused; null: none are
 * @param maxOutput what an answer is limited to, however much the client asks for; null: nothing
 * @param estimated whether an expression of the policy asks how many tokens a prompt has
 */
public record TokenLimits(@Nullable Long maxInput, @Nullable Long maxOutput, boolean estimated) {

  /** No limits. */
  public static final TokenLimits NONE = new TokenLimits(null, null, false);

  /** The largest limit a policy may set. */
  public static final long LARGEST = 500_000;

  /**
   * Whether the prompt in a body of this size may be counted: a body of no more bytes than the
   * limit has no more tokens either.
   */
  public boolean count(int bodyBytes) {
    return estimated || (maxInput != null && bodyBytes > maxInput);
  }
}
