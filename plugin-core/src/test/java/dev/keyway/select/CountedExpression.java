package dev.keyway.select;

import dev.keyway.expression.Evaluation;
import dev.keyway.expression.Expression;
import dev.keyway.expression.SecretUse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Counts how often an expression is evaluated. */
final class CountedExpression implements Expression {

  private final Expression counted;
  private int evaluations;

  CountedExpression(Expression counted) {
    this.counted = counted;
  }

  int evaluations() {
    return evaluations;
  }

  @Override
  public String source() {
    return counted.source();
  }

  @Override
  public boolean uses(String path) {
    return counted.uses(path);
  }

  @Override
  public boolean readsNothingBut(String path) {
    return counted.readsNothingBut(path);
  }

  @Override
  public boolean draws() {
    return counted.draws();
  }

  @Override
  public boolean selectsAny(Set<String> names) {
    return counted.selectsAny(names);
  }

  @Override
  public List<SecretUse> secrets() {
    return counted.secrets();
  }

  @Override
  public Evaluation evaluate(Map<String, ?> variables, RandomGenerator random) {
    evaluations++;
    return counted.evaluate(variables, random);
  }
}
