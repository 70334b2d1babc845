package dev.keyway.select;

import dev.keyway.expression.Evaluation;
import dev.keyway.facts.RequestFacts;
import dev.keyway.health.Dossiers;
import dev.keyway.health.Health;
import dev.keyway.health.KeyFacts;
import dev.keyway.health.Snapshot;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.Strategy;
import dev.keyway.select.KeyOrder.Choice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
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
  private final Rankings rankings;
  private final boolean keepsFacts;

  /**
   * @param rankings where rankings are kept that may be used again
   */
  public KeySelection(AiGateway gateway, Health health, RandomGenerator random, Rankings rankings) {
    this(gateway, health, random, rankings, false);
  }

  private KeySelection(
      AiGateway gateway,
      Health health,
      RandomGenerator random,
      Rankings rankings,
      boolean keepsFacts) {
    this.gateway = gateway;
    this.health = health;
    this.random = random;
    this.rankings = rankings;
    this.keepsFacts = keepsFacts;
  }

  /** The same, but each order holds what was known of the keys. */
  public KeySelection keepingFacts() {
    return new KeySelection(gateway, health, random, rankings, true);
  }

  /**
   * The order for a model.
   *
   * @param keys the provider's keys in listed order; a list that does not change
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
    Dossiers dossiers = health.dossiers(keys, modelId, now);
    KeyPool pool = new KeyPool(dossiers, modelId, skipped, now, deadline);
    Chosen chosen =
        gateway.keySelection().isEmpty() || pool.usable().isEmpty()
            ? new Chosen(pool.usable(), List.of(), Choice.LISTED, null)
            : choose(pool, modelId, request, now);
    List<ApiKey> ordered = slowStart(readyFirst(chosen.keys(), pool), pool, modelId);
    return new KeyOrder(
        ordered,
        chosen.runs(),
        chosen.choice(),
        chosen.rankingAge(),
        pool.leftOut(),
        pool.earliest(),
        facts);
  }

  /**
   * @param rankingAge null where it was made for this request, or would be made so again
   */
  private record Chosen(
      List<ApiKey> keys, List<StrategyRun> runs, Choice choice, @Nullable Duration rankingAge) {

    static Chosen of(Ranking ranking, @Nullable Duration age) {
      return new Chosen(ranking.keys(), ranking.runs(), ranking.choice(), age);
    }
  }

  /**
   * What the strategies give. A ranking of before stands in where it may: of the keys that can be
   * used just now, so that none is chosen that has been set aside since.
   */
  private Chosen choose(KeyPool pool, String modelId, RequestFacts request, Instant now) {
    Rankings.OfPolicy kept = rankings.of(gateway);
    Ranking before = kept.standing(pool.usable(), modelId, now);
    if (before != null) {
      return Chosen.of(before, before.reuse() == Reuse.ALWAYS ? null : before.age(now));
    }
    Ranking ranking = rank(pool, kept, request, now);
    kept.keep(ranking, modelId);
    return Chosen.of(ranking, null);
  }

  private Ranking rank(KeyPool pool, Rankings.OfPolicy kept, RequestFacts request, Instant now) {
    List<KeyFacts> facts = pool.facts();
    Map<String, Object> variables = KeyEnvironment.variables(facts, request);
    List<StrategyRun> runs = new ArrayList<>(1);
    Set<KeyFacts> askedInVain = new HashSet<>(0);
    Reuse reuse = Reuse.ALWAYS;
    for (int i = 0; i < gateway.keySelection().size(); i++) {
      Strategy strategy = gateway.keySelection().get(i);
      reuse = reuse.and(kept.reuse(i));
      facts.forEach(KeyFacts::forgetQuestions);
      List<ApiKey> chosen = run(strategy, variables, runs);
      if (!chosen.isEmpty()) {
        return new Ranking(pool.usable(), chosen, runs, Choice.STRATEGY, reuse, now);
      }
      if (!asksWho(strategy)) {
        facts.stream().filter(KeyFacts::askedInVain).forEach(askedInVain::add);
      }
    }
    List<ApiKey> unknown = facts.stream().filter(askedInVain::contains).map(KeyFacts::key).toList();
    Choice choice = unknown.isEmpty() ? Choice.NONE : Choice.COLD_START;
    return new Ranking(pool.usable(), unknown, runs, choice, reuse, now);
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
    StrategyRun run = new StrategyRun(shown(strategy.expression().source()), error, chosen);
    runs.add(run);
    return run.chosen();
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
    BitSet given = new BitSet();
    List<ApiKey> keys = new ArrayList<>(values.size());
    for (Object each : values) {
      if (each instanceof KeyFacts facts && !given.get(facts.place())) {
        given.set(facts.place());
        keys.add(facts.key());
      }
    }
    return keys;
  }

  private static List<ApiKey> readyFirst(List<ApiKey> keys, KeyPool pool) {
    return pool.anyCooling() ? behind(keys, pool::isCooling) : keys;
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
