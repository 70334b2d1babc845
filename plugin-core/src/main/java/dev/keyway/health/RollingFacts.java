package dev.keyway.health;

import org.jspecify.annotations.Nullable;

/**
 * What was counted and measured over the last five minutes of a key, of a model, or of a key at a
 * model. A share or a count of what never happened is zero; a time that nobody measured is null.
 */
public interface RollingFacts {

  /** Attempts that began. */
  long requestCount();

  /** The share of attempts that failed in this way, 0.0 to 1.0. */
  double errorRate(FailureKind kind);

  /** The share of attempts that failed, 0.0 to 1.0. */
  double totalErrorRate();

  /** Milliseconds on the average, or null when nothing was measured. */
  @Nullable Double meanMillis(Latency latency);

  /**
   * Milliseconds within which 95 of 100 stayed, to a sixteenth, or null when nothing was measured.
   */
  @Nullable Double p95Millis(Latency latency);

  /** Input tokens that providers reported. */
  long inputTokens();

  /** Output tokens that providers reported. */
  long outputTokens();

  /**
   * Input tokens by the gateway's own count, or null when it counted none: it counts only where a
   * policy limits them.
   */
  @Nullable Long estimatedInputTokens();

  /** Output tokens by the gateway's own count, or null when it counted none. */
  @Nullable Long estimatedOutputTokens();
}
