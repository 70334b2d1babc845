package dev.keyway.select;

import dev.keyway.expression.Evaluation;
import dev.keyway.facts.RequestFacts;
import dev.keyway.health.Health;
import dev.keyway.health.KeyFacts;
import dev.keyway.health.Snapshot;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.Strategy;
import dev.keyway.select.KeyOrder.Choice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts a provider's keys in the order in which they are tried for one model.
 *
 * <ol>
 *   <li>What is set aside, or cools down for longer than the request may take, is left out.
 *   <li>The policy's strategies choose among the rest; the first that gives a key wins. When none
 *       does, keys that one asked for what nobody can know yet are tried in listed order: a cold
 *       start is not an empty pool. What a strategy leaves out by who calls, or by what is
 *       configured, stays out: that key may be somebody else's.
 *   <li>Keys that cool down move behind all others.
 *   <li>A key that has just come back shares its turns with the others.
 * </ol>
 */
public final class KeySelection {

  private static final Pattern TEXTS =
      Pattern.compile("'(?:\\\\.|[^'\\\\])*+'|\"(?:\\\\.|[^\"\\\\])*+\"", Pattern.DOTALL);

  private static final List<String> CALLER =
      List.of("client", "req", "conn", "vars", "ai.request.user");

  private final AiGateway gateway;
  private final Health health;
  private final RandomGenerator random;
  private final boolean keepsFacts;

  public KeySelection(AiGateway gateway, Health health, RandomGenerator random) {
    this(gateway, health, random, false);
  }

  private KeySelection(
      AiGateway gateway, Health health, RandomGenerator random, boolean keepsFacts) {
    this.gateway = gateway;
    this.health = health;
    this.random = random;
    this.keepsFacts = keepsFacts;
  }

  /** The same, but each order holds what was known of the keys. */
  public KeySelection keepingFacts() {
    return new KeySelection(gateway, health, random, true);
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
    Map<String, Snapshot.OfKey> facts = keepsFacts ? health.snapshot(keys, modelId, now) : null;
    KeyPool pool = new KeyPool(health, modelId, skipped, deadline);
    keys.forEach(key -> pool.add(key, now));
    Chosen chosen =
        gateway.keySelection().isEmpty() || pool.usable().isEmpty()
            ? new Chosen(pool.usable(), List.of(), Choice.LISTED)
            : choose(pool.usable(), modelId, request, now);
    List<ApiKey> ordered = slowStart(readyFirst(chosen.keys(), pool), pool, modelId);
    return new KeyOrder(
        ordered, chosen.runs(), chosen.choice(), pool.leftOut(), pool.earliest(), facts);
  }

  private record Chosen(List<ApiKey> keys, List<StrategyRun> runs, Choice choice) {}

  private Chosen choose(List<ApiKey> usable, String modelId, RequestFacts request, Instant now) {
    List<KeyFacts> facts = usable.stream().map(key -> health.facts(key, modelId, now)).toList();
    Map<String, Object> variables = KeyEnvironment.variables(facts, request);
    List<StrategyRun> runs = new ArrayList<>();
    Set<KeyFacts> askedInVain = new HashSet<>();
    for (Strategy strategy : gateway.keySelection()) {
      facts.forEach(KeyFacts::forgetQuestions);
      List<ApiKey> chosen = run(strategy, variables, runs);
      if (!chosen.isEmpty()) {
        return new Chosen(chosen, runs, Choice.STRATEGY);
      }
      if (!asksWho(strategy)) {
        facts.stream().filter(KeyFacts::askedInVain).forEach(askedInVain::add);
      }
    }
    List<ApiKey> unknown = facts.stream().filter(askedInVain::contains).map(KeyFacts::key).toList();
    return new Chosen(unknown, runs, unknown.isEmpty() ? Choice.NONE : Choice.COLD_START);
  }

  /** Whether a strategy gives keys by who calls or what is sent. */
  private static boolean asksWho(Strategy strategy) {
    return CALLER.stream().anyMatch(strategy.expression()::uses);
  }

  private List<ApiKey> run(
      Strategy strategy, Map<String, Object> variables, List<StrategyRun> runs) {
    String error = null;
    List<ApiKey> chosen = List.of();
    switch (strategy.expression().evaluate(variables, random)) {
      case Evaluation.Value value -> chosen = keysIn(value.value());
      case Evaluation.Failure failure -> error = failure.words();
    }
    runs.add(
        new StrategyRun(
            shown(strategy.expression().source()),
            error,
            chosen.stream().map(ApiKey::id).toList()));
    return chosen;
  }

  /** A strategy that compares keys' values may hold one, so its texts are not shown. */
  private static String shown(String source) {
    return source.contains("value") ? TEXTS.matcher(source).replaceAll("'****'") : source;
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
        .distinct()
        .map(facts -> ((KeyFacts) facts).key())
        .toList();
  }

  private static List<ApiKey> readyFirst(List<ApiKey> keys, KeyPool pool) {
    return behind(keys, pool::isCooling);
  }

  /**
   * A key that comes back gives every second of its turns to the others that are ready. Its quota
   * group goes with it: what comes back is the account.
   */
  private List<ApiKey> slowStart(List<ApiKey> keys, KeyPool pool, String modelId) {
    if (keys.isEmpty()) {
      return keys;
    }
    ApiKey first = keys.getFirst();
    Predicate<ApiKey> another =
        key -> !pool.isCooling(key) && !key.quotaGroupIdentity().equals(first.quotaGroupIdentity());
    if (pool.isCooling(first)
        || keys.stream().noneMatch(another)
        || health.takesTurn(first, modelId, gateway.failover())) {
      return keys;
    }
    return behind(keys, another.negate());
  }

  /** Those of this kind behind all others; both keep their order. */
  private static List<ApiKey> behind(List<ApiKey> keys, Predicate<ApiKey> kind) {
    List<ApiKey> ordered = new ArrayList<>(keys.size());
    keys.stream().filter(kind.negate()).forEach(ordered::add);
    keys.stream().filter(kind).forEach(ordered::add);
    return ordered;
  }
}
