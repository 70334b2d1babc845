package dev.keyway.select;

import dev.keyway.policy.ApiKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a provider in the order in which they are tried for a model.
 *
 * @param keys the keys; empty when none may be tried
 * @param runs what each strategy did
 * @param leftOut keys that are not tried, with the reason
 * @param earliest when a key that was left out for its cool-down is of use again, or null when
 *     there is none
 * @param strategiesFailed whether usable keys existed and every strategy failed or came back empty
 */
public record KeyOrder(
    List<ApiKey> keys,
    List<StrategyRun> runs,
    List<LeftOut> leftOut,
    @Nullable Instant earliest,
    boolean strategiesFailed) {

  public KeyOrder {
    keys = List.copyOf(keys);
    runs = List.copyOf(runs);
    leftOut = List.copyOf(leftOut);
  }

  /** A key that is not tried. */
  public record LeftOut(String key, String reason) {}
}
