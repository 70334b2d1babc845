package dev.keyway.expression;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A compiled expression: immutable, safe for use by many threads, bounded in cost, and it never
 * throws.
 */
public interface Expression {

  /** The text it was compiled from. */
  String source();

  /**
   * Whether it reads a variable, or a field on the way from one. What reads the whole ({@code ai})
   * reads its parts ({@code ai.request}), and the other way round. A key that is written out counts
   * as a field ({@code vars['team']} is {@code vars.team}); with one that is known at run time
   * only, all of the map is read. Told from the checked tree: texts and variables of loops don't
   * count.
   *
   * @param path such as {@code ai.request}
   */
  boolean uses(String path);

  /**
   * Whether all it reads is there, or lies below: {@code ai.keys}, and no other variable or part of
   * {@code ai}. What it reads by {@code secrets.get} is not looked at.
   */
  boolean readsNothingBut(String path);

  /** Whether it draws by chance, so that it may give another value of the same variables. */
  boolean draws();

  /**
   * Whether it selects a field of one of these names from anything, the variable of a loop too. A
   * key that is written out counts as a field.
   */
  boolean selectsAny(Set<String> names);

  /** The secrets it reads, in the order of their places; a name as often as it stands there. */
  List<SecretUse> secrets();

  /**
   * Evaluates it.
   *
   * @param variables the environment's variables by name; a fact is given as its Java object, a
   *     list of facts as a list. Where the environment has {@code secrets.get}, a {@link
   *     SecretLookup} under {@link SecretLookup#VARIABLE}
   * @param random where {@code random()} and {@code randomize()} draw from
   */
  Evaluation evaluate(Map<String, ?> variables, RandomGenerator random);
}
