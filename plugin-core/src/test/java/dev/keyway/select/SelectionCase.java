package dev.keyway.select;

import dev.keyway.access.Caller;
import dev.keyway.classify.Scope;
import dev.keyway.expression.Compilation;
import dev.keyway.expression.Environment;
import dev.keyway.expression.Expression;
import dev.keyway.facts.RequestFacts;
import dev.keyway.health.FailureKind;
import dev.keyway.health.Health;
import dev.keyway.health.Served;
import dev.keyway.health.Target;
import dev.keyway.http.Headers;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.policy.Strategy;
import dev.keyway.quota.QuotaReport;
import dev.keyway.testing.ChatRequest;
import dev.keyway.testing.ManualClock;
import dev.keyway.testing.ManualGateway;
import dev.keyway.testing.ManualSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys of one provider, what is known of them, and a policy's strategies over them. */
final class SelectionCase {

  static final String MODEL = "gpt-4o";
  private static final String PLACE = "https://openai.example";
  private static final Environment ENVIRONMENT = KeyEnvironment.create();

  final ManualClock clock = new ManualClock();
  final Health health = new Health();
  private final Map<String, ManualSecret> secrets = new HashMap<>();
  private final Map<String, ApiKey> keys = new HashMap<>();
  private final List<ApiKey> listed = new ArrayList<>();
  private final List<Expression> strategies = new ArrayList<>();
  private final Rankings rankings = new Rankings();
  private Duration reuseRankingFor = Duration.ZERO;
  private @Nullable AiGateway policy;
  private RequestFacts request = ChatRequest.facts();

  /** Keys of these names, each a quota group of its own. */
  static SelectionCase of(String... names) {
    SelectionCase selection = new SelectionCase();
    for (String name : names) {
      selection.key(name, null, null, Map.of());
    }
    return selection;
  }

  SelectionCase key(
      String name, @Nullable String group, @Nullable Set<String> models, Map<String, Object> data) {
    ManualSecret secret = new ManualSecret("sk-" + name);
    secrets.put(name, secret);
    ApiKey key = new ApiKey("openai", name, "openai:" + name, secret, group, models, data);
    keys.put(name, key);
    listed.add(key);
    return this;
  }

  SelectionCase strategy(String source) {
    return strategy(compiled(source));
  }

  /** This strategy in place of all so far. */
  SelectionCase onlyStrategy(String source) {
    strategies.clear();
    return strategy(source);
  }

  /** Compiles a strategy as the policy's reader does. */
  static Expression compiled(String source) {
    return switch (ENVIRONMENT.compile(source, KeyEnvironment.KEYS, KeyEnvironment.ONE_KEY)) {
      case Compilation.Compiled<Expression> compiled -> compiled.result();
      case Compilation.Failed<Expression> failed ->
          throw new IllegalArgumentException(failed.problems().toString());
    };
  }

  SelectionCase strategy(Expression expression) {
    strategies.add(expression);
    return this;
  }

  /** {@code reuse_for}; from here on the policy stays one and the same. */
  SelectionCase reuseRankingFor(Duration longest) {
    reuseRankingFor = longest;
    policy = policy();
    return this;
  }

  SelectionCase caller(Caller caller, Headers headers) {
    request = ChatRequest.facts(caller, headers);
    return this;
  }

  SelectionCase reported(String name, long requests, long tokens) {
    Instant reset = clock.instant().plusSeconds(60);
    QuotaReport report = new QuotaReport(requests, tokens, 1000L, 100_000L, reset, reset);
    health.reported(target(name), report, clock.instant());
    return this;
  }

  SelectionCase used(String name) {
    health.started(target(name));
    health.ended(target(name));
    health.succeeded(target(name), FailoverSettings.DEFAULTS, clock.instant());
    return this;
  }

  SelectionCase served(String name, Duration upstream, long outputTokens) {
    Served served =
        new Served(upstream, upstream.dividedBy(4), Duration.ofMillis(2), 100L, outputTokens);
    health.served(target(name), served, clock.instant());
    return used(name);
  }

  SelectionCase busy(String name) {
    health.started(target(name));
    return this;
  }

  SelectionCase failed(String name, Scope scope, @Nullable Instant hint) {
    health.started(target(name));
    health.failed(
        target(name), scope, FailureKind.SERVER, hint, FailoverSettings.DEFAULTS, clock.instant());
    health.ended(target(name));
    return this;
  }

  SelectionCase rotated(String name) {
    secrets.get(name).rotate("sk-new-" + name);
    return this;
  }

  KeyOrder order() {
    Instant now = clock.instant();
    AiGateway gateway = policy == null ? policy() : policy;
    return new KeySelection(gateway, health, new Random(7), rankings)
        .order(
            gateway.keys().get("openai"), MODEL, key -> false, request, now, now.plusSeconds(300));
  }

  private AiGateway policy() {
    List<Strategy> compiled = new ArrayList<>();
    for (Expression expression : strategies) {
      compiled.add(new Strategy("strategy[" + compiled.size() + "]", expression));
    }
    return new ManualGateway()
        .keys("openai", List.copyOf(listed))
        .strategies(compiled)
        .reuseRankingFor(reuseRankingFor)
        .get();
  }

  List<String> ids() {
    return order().keys().stream().map(ApiKey::id).toList();
  }

  private Target target(String name) {
    ApiKey key = keys.get(name);
    return Target.of(PLACE, key, MODEL, clock.instant());
  }
}
