package dev.keyway.health;

import dev.keyway.request.Format;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a policy's keys and models at one instant, as values. Times are relative to that
 * instant, so that what is read later still means something. It holds no secret: keys appear by
 * their shown ids.
 *
 * @param providers by provider id
 */
public record Snapshot(Map<String, OfProvider> providers) {

  /** Nothing is known. */
  public static final Snapshot NOTHING = new Snapshot(Map.of());

  public Snapshot {
    providers = inOrder(providers);
  }

  /** What one or another of them knows; where two know of one key or endpoint, the first. */
  public static Snapshot merged(List<Snapshot> snapshots) {
    Map<String, OfProvider> all = new LinkedHashMap<>();
    for (Snapshot snapshot : snapshots) {
      snapshot.providers.forEach((id, provider) -> all.merge(id, provider, OfProvider::and));
    }
    return new Snapshot(all);
  }

  /**
   * Of a provider.
   *
   * @param keys by shown id
   * @param endpoints by the format they speak
   */
  public record OfProvider(Map<String, OfKey> keys, Map<Format, OfEndpoint> endpoints) {

    public OfProvider {
      keys = inOrder(keys);
      endpoints = inOrder(endpoints);
    }

    private OfProvider and(OfProvider other) {
      Map<String, OfKey> allKeys = new LinkedHashMap<>(keys);
      other.keys.forEach((id, key) -> allKeys.merge(id, key, OfKey::and));
      Map<Format, OfEndpoint> allEndpoints = new LinkedHashMap<>(endpoints);
      other.endpoints.forEach(allEndpoints::putIfAbsent);
      return new OfProvider(allKeys, allEndpoints);
    }
  }

  /**
   * Of a key.
   *
   * @param setAside why it is of no use for any model, or null
   * @param lastUsedSeconds since it was used, or null: never
   * @param counted at all models together
   * @param models at one model, by the model's id
   */
  public record OfKey(
      @Nullable Aside setAside,
      long inFlight,
      @Nullable Double lastUsedSeconds,
      Counted counted,
      Map<String, AtModel> models) {

    public OfKey {
      models = inOrder(models);
    }

    private OfKey and(OfKey other) {
      Map<String, AtModel> all = new LinkedHashMap<>(models);
      other.models.forEach(all::putIfAbsent);
      return new OfKey(setAside, inFlight, lastUsedSeconds, counted, all);
    }
  }

  /**
   * Of a key at a model.
   *
   * @param setAside why it is of no use for this model, or null
   * @param cooldownSeconds what is left, 0.0 when it does not cool down
   * @param counted at this model alone
   */
  public record AtModel(
      @Nullable Aside setAside, double cooldownSeconds, Quota quota, Counted counted) {

    /** Nothing is known. */
    public static final AtModel NOTHING = new AtModel(null, 0.0, Quota.UNKNOWN, Counted.NOTHING);
  }

  /**
   * Set aside.
   *
   * @param untilSeconds until it is tried again, or null: when its secret changes
   */
  public record Aside(Standing.Cause cause, @Nullable Double untilSeconds) {}

  /** A quota as strategies see it. Unknown is null, never zero. */
  public record Quota(
      @Nullable Long remainingRequests,
      @Nullable Long remainingTokens,
      @Nullable Long limitRequests,
      @Nullable Long limitTokens,
      @Nullable Double resetSeconds) {

    /** Nobody has reported one. */
    public static final Quota UNKNOWN = new Quota(null, null, null, null, null);
  }

  /**
   * Of an endpoint of a provider.
   *
   * @param leftAloneSeconds until its breaker lets a request through; 0.0: the next one finds out
   *     whether the trouble is over; null: there is none
   * @param models by the model's id
   */
  public record OfEndpoint(@Nullable Double leftAloneSeconds, Map<String, OfModel> models) {

    public OfEndpoint {
      models = inOrder(models);
    }
  }

  /**
   * Of a model.
   *
   * @param counted over all routes
   * @param routes on one route, by its id
   */
  public record OfModel(Counted counted, Map<String, Counted> routes) {

    public OfModel {
      routes = inOrder(routes);
    }
  }

  /** What was counted and measured in a window, as values. */
  public record Counted(
      long requestCount,
      Map<FailureKind, Double> errorRates,
      double totalErrorRate,
      Map<Latency, Double> means,
      Map<Latency, Double> p95s,
      long inputTokens,
      long outputTokens,
      @Nullable Long estimatedInputTokens,
      @Nullable Long estimatedOutputTokens)
      implements RollingFacts {

    /** Nothing was. */
    public static final Counted NOTHING =
        new Counted(0, Map.of(), 0.0, Map.of(), Map.of(), 0, 0, null, null);

    public Counted {
      errorRates = Map.copyOf(errorRates);
      means = Map.copyOf(means);
      p95s = Map.copyOf(p95s);
    }

    static Counted of(RollingFacts facts) {
      Map<FailureKind, Double> rates = new EnumMap<>(FailureKind.class);
      for (FailureKind kind : FailureKind.values()) {
        rates.put(kind, facts.errorRate(kind));
      }
      rates.values().removeIf(rate -> rate == 0.0);
      Map<Latency, Double> means = new EnumMap<>(Latency.class);
      Map<Latency, Double> p95s = new EnumMap<>(Latency.class);
      for (Latency latency : Latency.values()) {
        putIfKnown(means, latency, facts.meanMillis(latency));
        putIfKnown(p95s, latency, facts.p95Millis(latency));
      }
      return new Counted(
          facts.requestCount(),
          rates,
          facts.totalErrorRate(),
          means,
          p95s,
          facts.inputTokens(),
          facts.outputTokens(),
          facts.estimatedInputTokens(),
          facts.estimatedOutputTokens());
    }

    private static void putIfKnown(
        Map<Latency, Double> times, Latency latency, @Nullable Double millis) {
      if (millis != null) {
        times.put(latency, millis);
      }
    }

    @Override
    public double errorRate(FailureKind kind) {
      return errorRates.getOrDefault(kind, 0.0);
    }

    @Override
    public @Nullable Double meanMillis(Latency latency) {
      return means.get(latency);
    }

    @Override
    public @Nullable Double p95Millis(Latency latency) {
      return p95s.get(latency);
    }
  }

  private static <K, V> Map<K, V> inOrder(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
