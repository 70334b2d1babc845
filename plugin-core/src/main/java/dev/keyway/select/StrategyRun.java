package dev.keyway.select;

import dev.keyway.policy.ApiKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one strategy did, for the record.
 *
 * @param strategy its text
 * @param error a code and position when it failed, else null; never the library's text
 * @param chosen the keys it gave, in order
 */
public record StrategyRun(String strategy, @Nullable String error, List<ApiKey> chosen) {

  public StrategyRun {
    chosen = List.copyOf(chosen);
  }

  /** The ids of the keys it gave, in order. */
  public List<String> keys() {
    return chosen.stream().map(ApiKey::id).toList();
  }
}
