package dev.keyway.stream;

import org.jspecify.annotations.Nullable;

/**
 * Tokens a provider reported. Unknown is null.
 *
 * @param inputTokens all input, cached and cache-writing included
 * @param outputTokens output, reasoning included
 */
public record Usage(@Nullable Long inputTokens, @Nullable Long outputTokens) {

  /** Nothing was reported. */
  public static final Usage UNKNOWN = new Usage(null, null);
}
