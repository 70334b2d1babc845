package dev.keyway.bench.simulation;

import dev.keyway.classify.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated provider does with a request.
 *
 * @param after how long until its caller knows
 * @param outcome what its caller then knows
 * @param serving what is served, or null when it failed
 */
record Reply(Duration after, Outcome outcome, @Nullable Serving serving) {

  /**
   * An answer that has begun.
   *
   * @param account who pays for it
   * @param streaming from its first content to its end
   * @param cached whether the provider remembered the beginning of the prompt
   */
  record Serving(Account account, Duration streaming, boolean cached) {}
}
