package dev.keyway.policy;

import dev.keyway.expression.Expression;

/**
 * One line of a selection strategy.
 *
 * @param path where it stands in the policy, such as {@code api_key_selection.strategy[0]}
 * @param expression the compiled expression
 */
public record Strategy(String path, Expression expression) {

  /** Where strategies over keys find them. */
  private static final String KEYS = "ai.keys";

  /**
   * Whether what it makes of keys depends on nothing but them: it reads neither the request nor a
   * secret, and does not draw.
   */
  public boolean goesByKeysAlone() {
    return !expression.draws()
        && expression.secrets().isEmpty()
        && expression.readsNothingBut(KEYS);
  }
}
