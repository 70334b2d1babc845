package dev.keyway.health;

import com.github.benmanes.caffeine.cache.Cache;
import dev.keyway.policy.ApiKey;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where what is known is kept, each kind bounded. Asking leaves nothing behind; making does. */
final class Memory {

  /** Names of models come from clients; without a bound they could fill the memory. */
  private static final int MOST_PAIRS = 50_000;

  private static final int MOST_KEYS = 100_000;

  /** What is known of what nobody has used; read only. */
  private static final RollingWindow NO_WINDOW = new RollingWindow(WindowTimes.store());

  private static final KeyState NO_KEY_STATE = new KeyState(NO_WINDOW);

  private static final ModelState NO_MODEL_STATE = new ModelState();

  /** By the key's identity. */
  final Cache<String, KeyState> keys = Bounded.cache(MOST_KEYS);

  /** By the quota group's identity. */
  final Cache<String, GroupState> groups = Bounded.cache(MOST_KEYS);

  /** By the place that is called. */
  final Cache<String, Breaker> breakers = Bounded.cache(MOST_KEYS);

  /** By quota group and model. */
  final Cache<Pair, ModelState> models = Bounded.cache(MOST_PAIRS);

  /** By key and model: the version of the secret that may not use it. */
  final Cache<Pair, Integer> forbidden = Bounded.cache(MOST_PAIRS);

  private final Cache<RollingWindow, WindowTimes> times = WindowTimes.store();

  final ModelWindows windows = new ModelWindows(times);

  record Pair(String owner, String model) {}

  /** Grows when something is kept that was not before, or no longer is. */
  private final AtomicInteger changes = new AtomicInteger();

  /** Where what was found once would not be found again, this is another number. */
  int changes() {
    return changes.get();
  }

  KeyState key(ApiKey key) {
    return made(keys, key.identity(), identity -> new KeyState(new RollingWindow(times)));
  }

  KeyState known(ApiKey key) {
    KeyState state = keys.getIfPresent(key.identity());
    return state == null ? NO_KEY_STATE : state;
  }

  GroupState group(String identity) {
    return made(groups, identity, any -> new GroupState());
  }

  ModelState model(ApiKey key, String modelId) {
    return made(models, new Pair(key.quotaGroupIdentity(), modelId), at -> new ModelState());
  }

  /** Counted as a change only once it can be found: who looked before will look again. */
  private <K, V> V made(Cache<K, V> cache, K at, Function<K, V> make) {
    V present = cache.getIfPresent(at);
    if (present == null) {
      present = cache.get(at, make);
      changes.incrementAndGet();
    }
    return present;
  }

  /** This version of a key's secret may not use a model. */
  void forbid(ApiKey key, String modelId, int version) {
    forbidden.asMap().merge(new Pair(key.identity(), modelId), version, Math::max);
    changes.incrementAndGet();
  }

  /** A key may use all models again. */
  void allow(ApiKey key) {
    forbidden.asMap().keySet().removeIf(pair -> pair.owner().equals(key.identity()));
    changes.incrementAndGet();
  }

  ModelState known(ApiKey key, String modelId) {
    return known(key.quotaGroupIdentity(), modelId);
  }

  ModelState known(String group, String modelId) {
    ModelState model = models.getIfPresent(new Pair(group, modelId));
    return model == null ? NO_MODEL_STATE : model;
  }

  Breaker breaker(String place) {
    return breakers.get(place, any -> new Breaker());
  }

  static RollingFacts at(@Nullable RollingWindow window, Instant now) {
    return (window == null ? NO_WINDOW : window).at(now);
  }
}
