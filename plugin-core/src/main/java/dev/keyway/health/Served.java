package dev.keyway.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What it took to serve a request to its end.
 *
 * @param upstream from the attempt's beginning to the answer's end
 * @param firstToken from the attempt's beginning to a stream's first content, or null when the
 *     answer was no stream
 * @param gateway the request's time less what providers took
 * @param inputTokens as the provider reported them, or null
 * @param outputTokens as the provider reported them, or null
 * @param estimatedInputTokens as the gateway counted them, or null
 * @param estimatedOutputTokens as the gateway counted them, or null
 */
public record Served(
    Duration upstream,
    @Nullable Duration firstToken,
    Duration gateway,
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable Long estimatedInputTokens,
    @Nullable Long estimatedOutputTokens) {

  /** Where the gateway counted no tokens itself. */
  public Served(
      Duration upstream,
      @Nullable Duration firstToken,
      Duration gateway,
      @Nullable Long inputTokens,
      @Nullable Long outputTokens) {
    this(upstream, firstToken, gateway, inputTokens, outputTokens, null, null);
  }

  /**
   * What an output token took, in milliseconds: after the first one where there was a stream. Not a
   * number when that is unknown.
   */
  double millisPerOutputToken() {
    if (outputTokens == null) {
      return Double.NaN;
    }
    Duration writing = firstToken == null ? upstream : upstream.minus(firstToken);
    long tokens = firstToken == null ? outputTokens : outputTokens - 1;
    return tokens < 1 ? Double.NaN : writing.toNanos() / 1e6 / tokens;
  }
}
