package dev.keyway.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * How a model is built; null where it is unknown, as it is of all built-in models.
 *
 * @param parameterCount how many parameters it has, such as 70 000 000 000
 * @param quantization such as {@code fp8}, in the policy's spelling
 */
public record Build(@Nullable Long parameterCount, @Nullable String quantization) {

  /** Nothing is known. */
  public static final Build UNKNOWN = new Build(null, null);

  Build over(Build base) {
    return new Build(
        Known.first(parameterCount, base.parameterCount),
        Known.first(quantization, base.quantization));
  }
}
