package dev.keyway.expression;

import org.jspecify.annotations.Nullable;

/** What came of evaluating an expression. */
public sealed interface Evaluation {

  /**
   * A value.
   *
   * @param value String, Long, Double, Boolean, Instant, List, Map, the Java object behind a fact,
   *     or null
   */
  record Value(@Nullable Object value) implements Evaluation {}

  /**
   * A failure. It names a kind and a place, never the library's text, which may quote arguments.
   *
   * @param code the kind, such as {@code no_such_key}, {@code division_by_zero}, {@code
   *     no_matching_overload}
   * @param line line in the expression, from 1; 0 when unknown
   * @param column column in the expression, from 1; 0 when unknown
   */
  record Failure(String code, int line, int column) implements Evaluation {}
}
