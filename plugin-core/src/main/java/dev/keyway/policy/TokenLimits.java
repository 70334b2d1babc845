package dev.keyway.policy;

import org.jspecify.annotations.Nullable;

/**
 * How many tokens a request may have and ask for.
 *
 * @param maxInput larger prompts are refused; null: none are
 * @param maxOutput what an answer is limited to, however much the client asks for; null: nothing
 */
public record TokenLimits(@Nullable Long maxInput, @Nullable Long maxOutput) {

  /** No limits. */
  public static final TokenLimits NONE = new TokenLimits(null, null);

  /** The largest limit a policy may set. */
  public static final long LARGEST = 500_000;
}
