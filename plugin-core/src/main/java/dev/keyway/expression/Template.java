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

  /**
   * Whether its text holds this name of a field. It may be said of one that only has the name in a
   * text of its own, never be denied of one that asks for the field.
   */
  default boolean mentions(String field) {
    return source().contains(field);
  }

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
