package dev.keyway.expression;

import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A text with {@code ${…}} in it, compiled. What an expression in it yields is never evaluated
 * again.
 */
public interface Template {

  /** The text it was compiled from. */
  String source();

  /** Whether it holds no expression at all. */
  boolean literal();

  /**
   * Evaluates it. A text that is one lone {@code ${…}} keeps the type of its value; anything else
   * yields a String.
   */
  Evaluation evaluate(Map<String, ?> variables, RandomGenerator random);
}
