package dev.keyway.health;

import com.github.benmanes.caffeine.cache.Cache;
import dev.keyway.policy.ApiKey;
import java.time.Instant;
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

  KeyState key(ApiKey key) {
    return keys.get(key.identity(), identity -> new KeyState(new RollingWindow(times)));
  }

  KeyState known(ApiKey key) {
    KeyState state = keys.getIfPresent(key.identity());
    return state == null ? NO_KEY_STATE : state;
  }

  GroupState group(String identity) {
    return groups.get(identity, any -> new GroupState());
  }

  ModelState model(ApiKey key, String modelId) {
    return models.get(new Pair(key.quotaGroupIdentity(), modelId), at -> new ModelState());
  }

  ModelState known(ApiKey key, String modelId) {
    ModelState model = models.getIfPresent(new Pair(key.quotaGroupIdentity(), modelId));
    return model == null ? NO_MODEL_STATE : model;
  }

  Breaker breaker(String place) {
    return breakers.get(place, any -> new Breaker());
  }

  static RollingFacts at(@Nullable RollingWindow window, Instant now) {
    return (window == null ? NO_WINDOW : window).at(now);
  }
}
