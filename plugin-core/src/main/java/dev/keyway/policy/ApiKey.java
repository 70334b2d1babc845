package dev.keyway.policy;

import dev.keyway.secret.SecretHandle;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider's key as the policy configures it.
 *
 * @param providerId the provider it belongs to
 * @param id what people see: the configured id, else {@code vault/name} of its secret, else a keyed
 *     hash of a literal
 * @param identity what health is remembered by: provider, and where the value comes from; it
 *     outlives a reload of the policy
 * @param secret the value, live: a rotation shows here
 * @param quotaGroup the account it draws on, or null: a group of its own
 * @param models the only models it may be used for (lower case ids), or null: all
 * @param metadata free data of the policy
 */
public record ApiKey(
    String providerId,
    String id,
    String identity,
    SecretHandle secret,
    @Nullable String quotaGroup,
    @Nullable Set<String> models,
    Map<String, Object> metadata) {

  public ApiKey {
    models = models == null ? null : Set.copyOf(models);
    metadata = Map.copyOf(metadata);
  }

  /**
   * The quota group health knows it by: the configured one within its provider, else its own
   * identity.
   */
  public String quotaGroupIdentity() {
    return quotaGroup == null ? identity : providerId + "#" + quotaGroup;
  }
}
