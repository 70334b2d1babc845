package dev.keyway.expression;

import java.util.List;

/**
 * What came of compiling a text.
 *
 * @param <T> {@link Expression} or {@link Template}
 */
public sealed interface Compilation<T> {

  /** It can be evaluated. */
  record Compiled<T>(T result) implements Compilation<T> {}

  /** It can't; at least one problem says why. */
  record Failed<T>(List<ExpressionProblem> problems) implements Compilation<T> {}
}
