package dev.keyway.expression;

import org.jspecify.annotations.Nullable;

/** What came of evaluating an expression. */
public sealed interface Evaluation {

  /**
   * A value.
   *
   * @param value String, Long, Double, Boolean, Instant, Duration, List, Map, the Java object
   *     behind a fact, or null
   */
  record Value(@Nullable Object value) implements Evaluation {}

  /**
   * A failure. It names a kind and a place, never the library's text, which may quote arguments.
   *
   * @param code the kind: {@code no_matching_overload} (what a function or operator was given is
   *     absent or of a wrong type), {@code wrong_type} (the result is), {@code absent_value} (it is
   *     absent in the midst of a text), {@code no_such_key}, {@code division_by_zero}, {@code
   *     overflow}, {@code bad_format}, {@code invalid_argument}, {@code duplicate_key}, {@code
   *     index_out_of_bounds}, {@code cost_exceeded}, {@code too_deep}, or {@code failed} for all
   *     else
   * @param line line in the expression, from 1; of a failure that has no place of its own
   *     (cost_exceeded, too_deep), that of the part that was evaluated last
   * @param column column in the expression, from 1
   */
  record Failure(String code, int line, int column) implements Evaluation {

    /** The kind and the place: {@code division_by_zero at 1:9}. */
    public String words() {
      return code + " at " + line + ":" + column;
    }
  }
}
