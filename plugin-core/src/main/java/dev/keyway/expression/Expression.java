package dev.keyway.expression;

import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A compiled expression: immutable, safe for use by many threads, bounded in cost, and it never
 * throws.
 */
public interface Expression {

  /** The text it was compiled from. */
  String source();

  /**
   * Whether its text holds this name of a field. It may be said of one that only has the name in a
   * text of its own, never be denied of one that asks for the field.
   */
  default boolean mentions(String field) {
    return source().contains(field);
  }

  /**
   * Evaluates it.
   *
   * @param variables the environment's variables by name; a fact is given as its Java object, a
   *     list of facts as a list
   * @param random where {@code random()} and {@code randomize()} draw from
   */
  Evaluation evaluate(Map<String, ?> variables, RandomGenerator random);
}
