package dev.keyway.policy;

import dev.keyway.expression.Expression;

/**
 * One line of a selection strategy.
 *
 * @param path where it stands in the policy, such as {@code api_key_selection.strategy[0]}
 * @param expression the compiled expression
 */
public record Strategy(String path, Expression expression) {}
