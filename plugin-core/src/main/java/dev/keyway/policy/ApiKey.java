package dev.keyway.policy;

import dev.keyway.secret.SecretHandle;
import java.util.Locale;
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
 * @param managed whether it is one of the operator's house keys ({@code managed_keys})
 */
public record ApiKey(
    String providerId,
    String id,
    String identity,
    SecretHandle secret,
    @Nullable String quotaGroup,
    @Nullable Set<String> models,
    Map<String, Object> metadata,
    boolean managed) {

  private static final String HOUSE = "house ";

  public ApiKey {
    models = models == null ? null : Set.copyOf(models);
    metadata = Map.copyOf(metadata);
  }

  /** A key of the policy's own. */
  public ApiKey(
      String providerId,
      String id,
      String identity,
      SecretHandle secret,
      @Nullable String quotaGroup,
      @Nullable Set<String> models,
      Map<String, Object> metadata) {
    this(providerId, id, identity, secret, quotaGroup, models, metadata, false);
  }

  /** Whether it may be used for the model of this id. */
  public boolean serves(String modelId) {
    return models == null || models.contains(modelId.toLowerCase(Locale.ROOT));
  }

  /** The same key for these models only. */
  ApiKey forModels(Set<String> ids) {
    return new ApiKey(providerId, id, identity, secret, quotaGroup, ids, metadata, managed);
  }

  /** The same key as one of the house, known apart from one of the policy's. */
  ApiKey ofHouse() {
    return new ApiKey(providerId, id, HOUSE + identity, secret, quotaGroup, models, metadata, true);
  }

  /**
   * The quota group health knows it by: the configured one within its provider, else its own
   * identity. A house account is none of the policy's, whatever the two are called.
   */
  public String quotaGroupIdentity() {
    return quotaGroup == null ? identity : (managed ? HOUSE : "") + providerId + "#" + quotaGroup;
  }
}
