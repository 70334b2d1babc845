package dev.keyway.health;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keyway.policy.ApiKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The dossiers of lists of keys, as long as the lists live. */
final class DossierStore {

  /** Clients name models: so many are kept of one list, those asked for last. */
  private static final int MOST_MODELS = 100;

  private final Memory memory;

  /** By the identity of the list, which nothing here may hold. */
  private final Cache<List<ApiKey>, Cache<String, Dossiers>> byList =
      Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

  DossierStore(Memory memory) {
    this.memory = memory;
  }

  Dossiers of(List<ApiKey> keys, String modelId, Instant now) {
    Cache<String, Dossiers> ofList = byList.get(keys, any -> Bounded.cache(MOST_MODELS));
    Dossiers present = ofList.getIfPresent(modelId);
    if (present == null || !present.holds(memory, now)) {
      present = lookedUp(keys, modelId, now);
      ofList.put(modelId, present);
    }
    return present;
  }

  private Dossiers lookedUp(List<ApiKey> keys, String modelId, Instant now) {
    int changes = memory.changes();
    List<Dossier> all = new ArrayList<>(keys.size());
    for (ApiKey key : keys) {
      all.add(new Dossier(key, modelId, memory));
    }
    return new Dossiers(all, changes, now);
  }
}
