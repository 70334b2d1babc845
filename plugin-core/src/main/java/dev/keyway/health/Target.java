package dev.keyway.health;

import dev.keyway.policy.ApiKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt uses. Its outcome may come long after it began: by then the secret may be another
 * one, and what is known newer than what the outcome says.
 *
 * @param providerId the provider
 * @param key the key, or null for the client's own credential, of which nothing is remembered
 * @param secretVersion which of the key's values was used
 * @param modelId the model's id at the provider
 * @param startedAt when the attempt began
 */
public record Target(
    String providerId, @Nullable ApiKey key, int secretVersion, String modelId, Instant startedAt) {

  /**
   * The target of an attempt that begins now. To be made before the secret's value is read: a value
   * that changes in between is then taken for the older one, which does no harm.
   */
  public static Target of(
      String providerId, @Nullable ApiKey key, String modelId, Instant startedAt) {
    return new Target(
        providerId, key, key == null ? 0 : key.secret().version(), modelId, startedAt);
  }
}
