package dev.keyway.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * How much a model takes and gives; null where it is unknown.
 *
 * @param contextWindow tokens of input and output together
 * @param maxOutputTokens the most tokens it writes in one answer
 */
public record Limits(@Nullable Long contextWindow, @Nullable Long maxOutputTokens) {

  /** Nothing is known. */
  public static final Limits UNKNOWN = new Limits(null, null);

  Limits over(Limits base) {
    return new Limits(
        Known.first(contextWindow, base.contextWindow),
        Known.first(maxOutputTokens, base.maxOutputTokens));
  }
}
