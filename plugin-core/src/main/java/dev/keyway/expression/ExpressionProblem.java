package dev.keyway.expression;

import org.jspecify.annotations.Nullable;

/**
 * Why an expression can't be compiled.
 *
 * @param line line in the expression, from 1
 * @param column column in the expression, from 1
 * @param message what is wrong and what was expected
 * @param nearest the nearest known field, variable or function, or null
 */
public record ExpressionProblem(int line, int column, String message, @Nullable String nearest) {}
