package dev.keyway.policy;

import dev.keyway.expression.Environment;
import dev.keyway.expression.ValueType;
import java.util.List;

/**
 * What strategies of one kind are written in.
 *
 * @param environment what they may ask
 * @param results the types one of them may give
 */
public record StrategyLanguage(Environment environment, List<ValueType> results) {

  public StrategyLanguage {
    results = List.copyOf(results);
  }
}
