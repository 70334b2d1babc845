package dev.keyway.select;

import dev.keyway.expression.Evaluation;
import dev.keyway.facts.RequestFacts;
import dev.keyway.health.Health;
import dev.keyway.health.KeyFacts;
import dev.keyway.health.Standing;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.Strategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Puts a provider's keys in the order in which they are tried for one model: what is set aside is
 * left out, the policy's strategies choose among the rest, and keys that cool down move behind all
 * others.
 */
public final class KeySelection {

  private final AiGateway gateway;
  private final Health health;
  private final RandomGenerator random;

  public KeySelection(AiGateway gateway, Health health, RandomGenerator random) {
    this.gateway = gateway;
    this.health = health;
    this.random = random;
  }

  /**
   * The order for a model.
   *
   * @param keys the provider's keys in listed order
   * @param skipped keys this request has no use for any more, by what it has seen already
   * @param deadline when the request's time is over: a key that cools down for longer is left out
   */
  public KeyOrder order(
      List<ApiKey> keys,
      String modelId,
      Predicate<ApiKey> skipped,
      RequestFacts request,
      Instant now,
      Instant deadline) {
    Pool pool = pool(keys, modelId, skipped, now, deadline);
    if (pool.usable().isEmpty()) {
      return new KeyOrder(List.of(), List.of(), pool.leftOut(), pool.earliest(), false);
    }
    List<StrategyRun> runs = new ArrayList<>();
    List<ApiKey> chosen = choose(pool.usable(), modelId, request, now, runs);
    return new KeyOrder(
        slowStart(coolingLast(chosen, pool.cooling()), pool.cooling(), modelId),
        runs,
        pool.leftOut(),
        pool.earliest(),
        chosen.isEmpty());
  }

  /** Keys that may be tried, those of them that cool down, and the rest with their reasons. */
  private record Pool(
      List<ApiKey> usable,
      List<ApiKey> cooling,
      List<KeyOrder.LeftOut> leftOut,
      @Nullable Instant earliest) {}

  private Pool pool(
      List<ApiKey> keys, String modelId, Predicate<ApiKey> skipped, Instant now, Instant deadline) {
    List<ApiKey> usable = new ArrayList<>(keys.size());
    List<ApiKey> cooling = new ArrayList<>(0);
    List<KeyOrder.LeftOut> leftOut = new ArrayList<>(0);
    Instant earliest = null;
    for (ApiKey key : keys) {
      Standing standing = health.standing(key, modelId, now);
      Instant coolsUntil = standing instanceof Standing.Cooling c ? c.until() : null;
      String reason = reasonAgainst(key, modelId, skipped, standing, deadline);
      if (reason == null) {
        usable.add(key);
        if (coolsUntil != null) {
          cooling.add(key);
        }
      } else {
        leftOut.add(new KeyOrder.LeftOut(key.id(), reason));
        if (coolsUntil != null && (earliest == null || coolsUntil.isBefore(earliest))) {
          earliest = coolsUntil;
        }
      }
    }
    return new Pool(usable, cooling, leftOut, earliest);
  }

  private static @Nullable String reasonAgainst(
      ApiKey key, String modelId, Predicate<ApiKey> skipped, Standing standing, Instant deadline) {
    if (skipped.test(key)) {
      return "skipped after what this request has seen";
    }
    if (key.models() != null && !key.models().contains(modelId.toLowerCase(Locale.ROOT))) {
      return "not for this model";
    }
    if (key.secret().current() == null) {
      return "its secret is not set";
    }
    return switch (standing) {
      case Standing.Ready ready -> null;
      case Standing.Cooling cooling ->
          cooling.until().isAfter(deadline) ? "cooling down until " + cooling.until() : null;
      case Standing.SetAside aside ->
          "set aside: "
              + aside.cause().words()
              + (aside.until() == null ? "" : ", until " + aside.until());
    };
  }

  private List<ApiKey> choose(
      List<ApiKey> usable,
      String modelId,
      RequestFacts request,
      Instant now,
      List<StrategyRun> runs) {
    if (gateway.keySelection().isEmpty()) {
      return usable;
    }
    List<KeyFacts> facts = usable.stream().map(key -> health.facts(key, modelId, now)).toList();
    for (Strategy strategy : gateway.keySelection()) {
      List<ApiKey> chosen = run(strategy, facts, request, runs);
      if (!chosen.isEmpty()) {
        return chosen;
      }
    }
    // A cold start is not an empty pool: what nobody has reported on yet can't have passed a test
    // of its quota.
    return facts.stream().filter(KeyFacts::unknown).map(KeyFacts::key).toList();
  }

  private List<ApiKey> run(
      Strategy strategy, List<KeyFacts> facts, RequestFacts request, List<StrategyRun> runs) {
    Evaluation evaluation =
        strategy.expression().evaluate(KeyEnvironment.variables(facts, request), random);
    String error = null;
    List<ApiKey> chosen = List.of();
    switch (evaluation) {
      case Evaluation.Value value -> chosen = keysIn(value.value());
      case Evaluation.Failure failure ->
          error = failure.code() + " at " + failure.line() + ":" + failure.column();
    }
    runs.add(
        new StrategyRun(
            strategy.expression().source(), error, chosen.stream().map(ApiKey::id).toList()));
    return chosen;
  }

  /**
   * The keys in what a strategy gave, none twice. The compiler has checked that it is one key or a
   * list of keys.
   */
  private static List<ApiKey> keysIn(@Nullable Object value) {
    List<?> values =
        value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    return values.stream()
        .filter(KeyFacts.class::isInstance)
        .map(facts -> ((KeyFacts) facts).key())
        .distinct()
        .toList();
  }

  private static List<ApiKey> coolingLast(List<ApiKey> keys, List<ApiKey> cooling) {
    if (cooling.isEmpty()) {
      return keys;
    }
    List<ApiKey> ordered = new ArrayList<>(keys);
    ordered.removeIf(cooling::contains);
    List<ApiKey> last = new ArrayList<>(keys);
    last.removeIf(key -> !cooling.contains(key));
    ordered.addAll(last);
    return ordered;
  }

  /**
   * A key that comes back from a cool-down gives every second of its turns to the next one, if that
   * one is ready.
   */
  private List<ApiKey> slowStart(List<ApiKey> keys, List<ApiKey> cooling, String modelId) {
    long ready = keys.stream().filter(key -> !cooling.contains(key)).count();
    if (ready < 2 || health.takesTurn(keys.getFirst(), modelId, gateway.failover())) {
      return keys;
    }
    List<ApiKey> ordered = new ArrayList<>(keys);
    ordered.add((int) ready - 1, ordered.removeFirst());
    return ordered;
  }
}
