package dev.keyway.select;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one strategy did, for the record.
 *
 * @param strategy its text
 * @param error a code and position when it failed, else null; never the library's text
 * @param keys ids of the keys it gave, in order
 */
public record StrategyRun(String strategy, @Nullable String error, List<String> keys) {

  public StrategyRun {
    keys = List.copyOf(keys);
  }
}
