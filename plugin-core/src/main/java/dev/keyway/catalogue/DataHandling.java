package dev.keyway.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of the data sent to a model; null where it is unknown, as it is of all built-in
 * models: it depends on the contract of whoever pays.
 *
 * @param trainingPolicy whether it is trained on, in the policy's words, such as {@code none}
 * @param retentionDays how long it is kept
 * @param retentionPolicy why or how it is kept, in the policy's words
 */
public record DataHandling(
    @Nullable String trainingPolicy,
    @Nullable Long retentionDays,
    @Nullable String retentionPolicy) {

  /** Nothing is known. */
  public static final DataHandling UNKNOWN = new DataHandling(null, null, null);

  DataHandling over(DataHandling base) {
    return new DataHandling(
        Known.first(trainingPolicy, base.trainingPolicy),
        Known.first(retentionDays, base.retentionDays),
        Known.first(retentionPolicy, base.retentionPolicy));
  }
}
