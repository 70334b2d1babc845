package dev.keyway.select;

import dev.keyway.expression.Environment;
import dev.keyway.expression.FactType;
import dev.keyway.expression.ValueType;
import dev.keyway.expression.ValueType.Fact;
import dev.keyway.expression.ValueType.ListOf;
import dev.keyway.expression.ValueType.MapOf;
import dev.keyway.expression.ValueType.Scalar;
import dev.keyway.facts.RequestFacts;
import dev.keyway.facts.RequestVariables;
import dev.keyway.health.KeyFacts;
import dev.keyway.policy.StrategyLanguage;
import dev.keyway.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The environment of {@code api_key_selection}: {@code ai.keys} and the request's variables. */
public final class KeyEnvironment {

  private static final FactType<KeyFacts> KEY =
      FactType.named("Key", KeyFacts.class)
          .field(
              "id",
              Scalar.STRING,
              "as configured, else `vault/name` of its secret, else a hash",
              k -> k.key().id())
          .field(
              "value",
              Scalar.NULLABLE_STRING,
              "the key itself; it stays within the strategy",
              KeyEnvironment::value)
          .field(
              "quota", new Fact(MetricTypes.QUOTA), "what is left of it; null is unknown", k -> k)
          .field("error_rate", new Fact(MetricTypes.ERROR_RATE), "shares, 0.0 to 1.0", k -> k)
          .field("latency", new Fact(MetricTypes.LATENCY), "milliseconds", k -> k)
          .field("token", new Fact(MetricTypes.TOKENS), "tokens used", k -> k)
          .field("metadata", new MapOf(Scalar.DYN), "as configured", k -> k.key().metadata())
          .field("quota_group", Scalar.NULLABLE_STRING, "as configured", k -> k.key().quotaGroup())
          .field("managed", Scalar.BOOL, "whether it is a house key", k -> k.key().managed())
          .field(
              "cooldown_seconds",
              Scalar.DOUBLE,
              "left of its cool-down; 0.0 when it has none",
              KeyFacts::cooldownSeconds)
          .field("in_flight", Scalar.INT, "requests under way", KeyFacts::inFlight)
          .field("request_count", Scalar.INT, "attempts that began", KeyFacts::requestCount)
          .field(
              "last_used_seconds",
              Scalar.NULLABLE_DOUBLE,
              "since it was last used",
              KeyFacts::lastUsedSeconds)
          .build();

  private static final FactType<Scene> AI =
      FactType.named("Ai", Scene.class)
          .field(
              "keys",
              new ListOf(new Fact(KEY)),
              "the provider's keys, in listed order",
              Scene::keys)
          .field("request", RequestVariables.AI_REQUEST, "what the body says", Scene::request)
          .build();

  /** What is configured of a key; all else may be another thing at the next request. */
  private static final Set<String> CONFIGURED = Set.of("id", "metadata", "quota_group", "managed");

  /** The fields of a key that may change. */
  static final Set<String> LIVE =
      KEY.fields().stream()
          .map(FactType.Field::name)
          .filter(name -> !CONFIGURED.contains(name))
          .collect(Collectors.toUnmodifiableSet());

  /** What a strategy must yield: a list of keys. */
  static final ValueType KEYS = new ListOf(new Fact(KEY));

  /** What a strategy may yield instead: one key. */
  static final ValueType ONE_KEY = new Fact(KEY);

  private KeyEnvironment() {}

  /** The environment. Costly. */
  public static Environment create() {
    return RequestVariables.environment().variable("ai", new Fact(AI)).build();
  }

  /** What strategies over keys are written in; made at the first call. */
  public static StrategyLanguage language() {
    return Language.MADE;
  }

  private static final class Language {
    static final StrategyLanguage MADE = new StrategyLanguage(create(), List.of(KEYS, ONE_KEY));
  }

  static Map<String, Object> variables(List<KeyFacts> keys, RequestFacts request) {
    return RequestVariables.values(request.head(), new Scene(keys, request), request.named());
  }

  /**
   * Old files may compare a key's value; it stays within the evaluation, whose results are keys
   * alone.
   */
  private static @Nullable String value(KeyFacts facts) {
    Secret secret = facts.key().secret().current();
    return secret == null ? null : secret.reveal();
  }

  record Scene(List<KeyFacts> keys, RequestFacts request) {}
}
