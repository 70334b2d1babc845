package dev.keyway.health;

import com.github.benmanes.caffeine.cache.Cache;
import dev.keyway.policy.ApiKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rolling windows of models: each at its provider as a whole, on each route, and by each key.
 * Names of models and routes come from outside, so each kind is bounded.
 */
final class ModelWindows {

  private static final int MOST_MODELS = 10_000;
  private static final int MOST_BY_ROUTE = 20_000;
  private static final int MOST_BY_KEY = 20_000;

  private final Cache<Model, RollingWindow> whole = Bounded.cache(MOST_MODELS);
  private final Cache<OnRoute, RollingWindow> onRoute = Bounded.cache(MOST_BY_ROUTE);
  private final Cache<ByKey, RollingWindow> byKey = Bounded.cache(MOST_BY_KEY);

  private record Model(String place, String id) {}

  private record OnRoute(String place, String id, String route) {}

  private record ByKey(String key, String id) {}

  /**
   * Where an attempt is counted, made where there is nothing yet.
   *
   * @param key what is known of its key, or null for the client's own credential
   */
  Tally tally(Target target, @Nullable KeyState key) {
    String place = target.place();
    String id = target.modelId();
    RollingWindow model = whole.get(new Model(place, id), any -> new RollingWindow());
    RollingWindow route =
        onRoute.get(new OnRoute(place, id, target.route()), any -> new RollingWindow());
    ApiKey used = target.key();
    return used == null || key == null
        ? new Tally(null, List.of(model, route))
        : new Tally(key, List.of(model, route, key.window, byKey(used, id)));
  }

  @Nullable RollingWindow whole(String place, String id) {
    return whole.getIfPresent(new Model(place, id));
  }

  @Nullable RollingWindow onRoute(String place, String id, String route) {
    return onRoute.getIfPresent(new OnRoute(place, id, route));
  }

  @Nullable RollingWindow knownByKey(ApiKey key, String id) {
    return byKey.getIfPresent(new ByKey(key.identity(), id));
  }

  private RollingWindow byKey(ApiKey key, String id) {
    return byKey.get(new ByKey(key.identity(), id), any -> new RollingWindow());
  }

  /** How many are kept, for tests of the bound. */
  long size() {
    whole.cleanUp();
    onRoute.cleanUp();
    byKey.cleanUp();
    return whole.estimatedSize() + onRoute.estimatedSize() + byKey.estimatedSize();
  }
}
