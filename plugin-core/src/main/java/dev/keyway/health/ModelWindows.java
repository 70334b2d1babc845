package dev.keyway.health;

import com.github.benmanes.caffeine.cache.Cache;
import dev.keyway.policy.ApiKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
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

  private final Cache<RollingWindow, WindowTimes> times;

  /**
   * @param times where there is room for what is measured
   */
  ModelWindows(Cache<RollingWindow, WindowTimes> times) {
    this.times = times;
  }

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
    RollingWindow model = model(place, id);
    RollingWindow route = route(place, id, target.route());
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

  RollingWindow model(String place, String id) {
    return whole.get(new Model(place, id), any -> new RollingWindow(times));
  }

  RollingWindow route(String place, String id, String route) {
    return onRoute.get(new OnRoute(place, id, route), any -> new RollingWindow(times));
  }

  RollingWindow byKey(ApiKey key, String id) {
    return byKey.get(new ByKey(key.identity(), id), any -> new RollingWindow(times));
  }

  /** The windows on each route, by place and model, then route. One walk through all. */
  Map<Memory.Pair, Map<String, RollingWindow>> routes() {
    Map<Memory.Pair, Map<String, RollingWindow>> routes = new HashMap<>();
    onRoute
        .asMap()
        .forEach((at, window) ->
            routes
                .computeIfAbsent(new Memory.Pair(at.place(), at.id()), any -> new TreeMap<>())
                .put(at.route(), window));
    return routes;
  }

  /** Names each model there is a window of, with its place or with a key's identity. */
  void forEachOwner(BiConsumer<String, String> take) {
    whole.asMap().keySet().forEach(model -> take.accept(model.place(), model.id()));
    byKey.asMap().keySet().forEach(pair -> take.accept(pair.key(), pair.id()));
  }

  /** How many are kept, for tests of the bound. */
  long size() {
    whole.cleanUp();
    onRoute.cleanUp();
    byKey.cleanUp();
    return whole.estimatedSize() + onRoute.estimatedSize() + byKey.estimatedSize();
  }
}
