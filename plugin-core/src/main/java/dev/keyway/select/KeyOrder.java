package dev.keyway.select;

import dev.keyway.health.Snapshot;
import dev.keyway.policy.ApiKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a provider in the order in which they are tried for a model.
 *
 * @param keys the keys; empty when none may be tried
 * @param runs what each strategy did
 * @param choice who chose them
 * @param rankingAge how old the strategies' ranking was, where it was one made for another request;
 *     else null
 * @param leftOut keys that are not tried, with the reason
 * @param earliest when a key that was left out for its cool-down is of use again, or null when
 *     there is none
 * @param facts what was known of all of the keys when they were chosen, by their shown ids; null
 *     where nobody wants it kept
 */
public record KeyOrder(
    List<ApiKey> keys,
    List<StrategyRun> runs,
    Choice choice,
    @Nullable Duration rankingAge,
    List<LeftOut> leftOut,
    @Nullable Instant earliest,
    @Nullable Map<String, Snapshot.OfKey> facts) {

  public KeyOrder {
    keys = List.copyOf(keys);
    runs = List.copyOf(runs);
    leftOut = List.copyOf(leftOut);
  }

  /** Who chose the keys. */
  public enum Choice {
    /** The policy has no strategy, or there was nothing to choose from: listed order. */
    LISTED,
    /** A strategy. */
    STRATEGY,
    /**
     * Every strategy failed or came back empty: keys of which nothing is known, in listed order.
     */
    COLD_START,
    /** Every strategy failed or came back empty, and of every usable key something is known. */
    NONE
  }

  /** A key that is not tried. */
  public record LeftOut(String key, String reason) {}
}
