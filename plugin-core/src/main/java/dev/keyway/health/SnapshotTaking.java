package dev.keyway.health;

import dev.keyway.catalogue.Endpoint;
import dev.keyway.catalogue.Provider;
import dev.keyway.health.Snapshot.Aside;
import dev.keyway.health.Snapshot.Counted;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.request.Format;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what is known of a policy's keys and models into values. */
final class SnapshotTaking {

  private final Health health;
  private final Memory memory;
  private final Instant now;
  private Map<Memory.Pair, Map<String, RollingWindow>> onRoutes = Map.of();

  SnapshotTaking(Health health, Memory memory, Instant now) {
    this.health = health;
    this.memory = memory;
    this.now = now;
  }

  Snapshot of(AiGateway gateway) {
    Map<String, Set<String>> modelsByOwner = modelsByOwner();
    onRoutes = memory.windows.routes();
    Map<String, Snapshot.OfProvider> providers = new TreeMap<>();
    for (Provider provider : gateway.catalogue().providers()) {
      Map<String, Snapshot.OfKey> keys = new LinkedHashMap<>();
      for (ApiKey key : gateway.everyKeyOf(provider.id())) {
        keys.put(key.id(), key(key, models(key, modelsByOwner)));
      }
      Map<Format, Snapshot.OfEndpoint> endpoints = endpoints(provider, modelsByOwner);
      if (!keys.isEmpty() || !endpoints.isEmpty()) {
        providers.put(provider.id(), new Snapshot.OfProvider(keys, endpoints));
      }
    }
    return new Snapshot(providers);
  }

  /** Of a key, at these models. */
  Snapshot.OfKey key(ApiKey key, Collection<String> modelIds) {
    KeyState state = memory.known(key);
    Map<String, Snapshot.AtModel> models = new LinkedHashMap<>();
    for (String id : modelIds) {
      Snapshot.AtModel pair = pair(key, id);
      if (!pair.equals(Snapshot.AtModel.NOTHING)) {
        models.put(id, pair);
      }
    }
    return new Snapshot.OfKey(
        aside(key, state),
        state.inFlight(),
        secondsSince(state.lastUsed()),
        Counted.of(state.window.at(now)),
        models);
  }

  private Snapshot.AtModel pair(ApiKey key, String modelId) {
    KeyFacts facts = health.facts(key, modelId, now);
    Snapshot.Quota quota =
        new Snapshot.Quota(
            facts.remainingRequests(),
            facts.remainingTokens(),
            facts.limitRequests(),
            facts.limitTokens(),
            facts.quotaResetSeconds());
    Integer forbidden = memory.forbidden.getIfPresent(new Memory.Pair(key.identity(), modelId));
    boolean allowed = forbidden == null || forbidden != key.secret().version();
    return new Snapshot.AtModel(
        allowed ? null : new Aside(Standing.Cause.MODEL_NOT_ALLOWED, null),
        facts.cooldownSeconds(),
        quota,
        Counted.of(Memory.at(memory.windows.knownByKey(key, modelId), now)));
  }

  private @Nullable Aside aside(ApiKey key, KeyState state) {
    int version = key.secret().version();
    if (state.isInvalid(version)) {
      return new Aside(Standing.Cause.INVALID_KEY, null);
    }
    GroupState group = memory.groups.getIfPresent(key.quotaGroupIdentity());
    Instant closed = group == null ? null : group.closedUntil(key, version, now);
    return closed == null
        ? null
        : new Aside(Standing.Cause.OUT_OF_MONEY, seconds(Duration.between(now, closed)));
  }

  private Map<Format, Snapshot.OfEndpoint> endpoints(
      Provider provider, Map<String, Set<String>> modelsByOwner) {
    Map<Format, Snapshot.OfEndpoint> endpoints = new EnumMap<>(Format.class);
    for (Endpoint endpoint : provider.endpoints().values()) {
      String place = endpoint.baseUrl().toString();
      Breaker breaker = memory.breakers.getIfPresent(place);
      Instant until = breaker == null ? null : breaker.leftAloneUntil(now);
      Map<String, Snapshot.OfModel> models = new LinkedHashMap<>();
      for (String id : modelsByOwner.getOrDefault(place, Set.of())) {
        models.put(id, model(place, id));
      }
      if (until != null || !models.isEmpty()) {
        Double leftAlone = until == null ? null : seconds(Duration.between(now, until));
        endpoints.put(endpoint.format(), new Snapshot.OfEndpoint(leftAlone, models));
      }
    }
    return endpoints;
  }

  private Snapshot.OfModel model(String place, String id) {
    Map<String, Counted> routes = new LinkedHashMap<>();
    onRoutes
        .getOrDefault(new Memory.Pair(place, id), Map.of())
        .forEach((route, window) -> routes.put(route, Counted.of(window.at(now))));
    return new Snapshot.OfModel(
        Counted.of(Memory.at(memory.windows.whole(place, id), now)), routes);
  }

  /** One walk through all that is kept, not one for each key. */
  private Map<String, Set<String>> modelsByOwner() {
    Map<String, Set<String>> models = new LinkedHashMap<>();
    memory.models.asMap().keySet().forEach(pair -> add(models, pair.owner(), pair.model()));
    memory.forbidden.asMap().keySet().forEach(pair -> add(models, pair.owner(), pair.model()));
    memory.windows.forEachOwner((owner, model) -> add(models, owner, model));
    return models;
  }

  private static void add(Map<String, Set<String>> models, String owner, String model) {
    models.computeIfAbsent(owner, any -> new TreeSet<>()).add(model);
  }

  private static Set<String> models(ApiKey key, Map<String, Set<String>> modelsByOwner) {
    Set<String> models = new TreeSet<>(modelsByOwner.getOrDefault(key.identity(), Set.of()));
    models.addAll(modelsByOwner.getOrDefault(key.quotaGroupIdentity(), Set.of()));
    return models;
  }

  private @Nullable Double secondsSince(@Nullable Instant then) {
    return then == null ? null : seconds(Duration.between(then, now));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
