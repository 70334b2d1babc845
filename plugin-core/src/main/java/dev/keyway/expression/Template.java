package dev.keyway.expression;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A text with {@code ${…}} in it, compiled. What an expression in it yields is never evaluated
 * again. There is no escape: a <code>${</code> that shall stand for itself is written as an
 * expression, <code>${'${'}</code>.
 */
public interface Template {

  /** The text it was compiled from. */
  String source();

  /** Whether one of its expressions {@linkplain Expression#uses reads} a variable or field. */
  boolean uses(String path);

  /** The secrets its expressions read, with their places in the text. */
  List<SecretUse> secrets();

  /** Whether it holds no expression at all. */
  boolean literal();

  /**
   * Evaluates it. A text that is one lone {@code ${…}} keeps the type of its value; anything else
   * yields a String; it is given the same as an {@link Expression}. In the midst of text, what is
   * absent ({@code absent_value}) and lists, maps and facts ({@code wrong_type}) are failures.
   */
  Evaluation evaluate(Map<String, ?> variables, RandomGenerator random);
}
