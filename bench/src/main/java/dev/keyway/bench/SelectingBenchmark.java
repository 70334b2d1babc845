package dev.keyway.bench;

import dev.keyway.facts.RequestFacts;
import dev.keyway.health.Target;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.quota.QuotaReport;
import dev.keyway.select.KeyOrder;
import dev.keyway.select.KeySelection;
import dev.keyway.select.Rankings;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Putting the keys of a provider in order, by strategies as policies have them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SelectingBenchmark {

  private static final String MODEL = "gpt-4o";

  private final RequestFacts facts = new Scene(1, "").facts(Chats.ofBytes(1000));

  /** How many there are. */
  @Param({"2", "200"})
  private int keys;

  /** What the policy goes by. */
  @Param private Recipe recipe = Recipe.LISTED;

  private Scene scene = new Scene(1, "");
  private List<ApiKey> listed = List.of();
  private KeySelection selection = selection();

  /** The strategies of a policy. */
  public enum Recipe {
    /** None. */
    LISTED(""),
    /** Those with quota left, in listed order. */
    QUOTA(
        "ai.keys.filter(k, k.quota.remaining_requests == null || k.quota.remaining_requests > 100)"),
    /** The same, those with most left first. */
    MOST_QUOTA(
        "ai.keys.filter(k, k.quota.remaining_requests > 100)"
            + ".sortBy(k, -1 * k.quota.remaining_requests)"),
    /** The least busy one first. */
    LEAST_BUSY("ai.keys.sortBy(k, k.in_flight)"),
    /** Those that fail seldom. */
    ERRORS("ai.keys.filter(k, k.error_rate.total <= 0.2)"),
    /** Those of the caller. */
    CALLER("ai.keys.filter(k, client.consumer == null || k.metadata.team == client.consumer)"),
    /** A new order each time. */
    SHUFFLED("ai.keys.randomize()"),
    /** By what is configured alone. */
    CONFIGURED("ai.keys.filter(k, k.metadata.team == null)"),
    /** The least busy one of up to ten milliseconds ago. */
    REUSED("ai.keys.sortBy(k, k.in_flight)\n        reuse_for: 10ms");

    private final String strategy;

    Recipe(String strategy) {
      this.strategy = strategy;
    }

    private String selection() {
      return strategy.isEmpty()
          ? ""
          : "      api_key_selection:\n        strategy:\n          - " + strategy + "\n";
    }
  }

  /** Makes the policy and what is known of its keys. */
  @Setup
  public void prepare() {
    scene = new Scene(keys, recipe.selection());
    listed = scene.keys();
    for (int i = 0; i < keys; i++) {
      use(listed.get(i), 200 + 37L * i % 800);
    }
    selection = selection();
  }

  private void use(ApiKey key, long requestsLeft) {
    Instant now = scene.instant();
    Target target = Target.of("https://api.openai.com", key, MODEL, now);
    scene.health().started(target);
    Instant reset = now.plusSeconds(3600);
    scene
        .health()
        .reported(
            target, new QuotaReport(requestsLeft, 90_000L, 1000L, 100_000L, reset, reset), now);
    scene.health().succeeded(target, FailoverSettings.DEFAULTS, now);
  }

  private KeySelection selection() {
    return new KeySelection(scene.gateway(), scene.health(), scene.random(), new Rankings());
  }

  /** All of them are good. */
  @Benchmark
  public KeyOrder order() {
    Instant now = scene.instant();
    return selection.order(listed, MODEL, key -> false, facts, now, now.plusSeconds(300));
  }
}
