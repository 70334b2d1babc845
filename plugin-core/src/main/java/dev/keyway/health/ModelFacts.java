package dev.keyway.health;

import dev.keyway.policy.ApiKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model at a provider at one instant. All of it is this gateway's own last five
 * minutes: nobody else's is known here. Not safe for use by several threads.
 */
public final class ModelFacts {

  private final RollingFacts global;
  private final RollingFacts endpoint;
  private final boolean zoned;
  private final List<ApiKey> keys;
  private final Function<ApiKey, KeyFacts> atThisModel;
  private @Nullable Map<String, KeyFacts> byKeyId;

  ModelFacts(
      RollingFacts global,
      RollingFacts endpoint,
      boolean zoned,
      List<ApiKey> keys,
      Function<ApiKey, KeyFacts> atThisModel) {
    this.global = global;
    this.endpoint = endpoint;
    this.zoned = zoned;
    this.keys = keys;
    this.atThisModel = atThisModel;
  }

  /** Over all routes. */
  public RollingFacts global() {
    return global;
  }

  /** Over all routes: one gateway serves one account. */
  public RollingFacts account() {
    return global;
  }

  /** Over the request's own route. */
  public RollingFacts endpoint() {
    return endpoint;
  }

  /** Of this gateway's zone: all there is, or null where nobody said that it stands in one. */
  public @Nullable RollingFacts region() {
    return zoned ? global : null;
  }

  /** Of each of the provider's keys at this model, with its quota there; by its shown id. */
  public Map<String, KeyFacts> apiKeys() {
    Map<String, KeyFacts> present = byKeyId;
    if (present == null) {
      present = new LinkedHashMap<>();
      for (ApiKey key : keys) {
        present.put(key.id(), atThisModel.apply(key));
      }
      byKeyId = present;
    }
    return present;
  }
}
