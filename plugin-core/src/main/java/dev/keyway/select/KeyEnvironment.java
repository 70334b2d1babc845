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
import dev.keyway.health.FailureKind;
import dev.keyway.health.KeyFacts;
import dev.keyway.health.Latency;
import dev.keyway.secret.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The environment of {@code api_key_selection}: {@code ai.keys} and the request's variables. */
public final class KeyEnvironment {

  private static final FactType<KeyFacts> QUOTA =
      FactType.named("Quota", KeyFacts.class)
          .field("remaining_requests", Scalar.NULLABLE_INT, KeyFacts::remainingRequests)
          .field("remaining_tokens", Scalar.NULLABLE_INT, KeyFacts::remainingTokens)
          .field("limit_requests", Scalar.NULLABLE_INT, KeyFacts::limitRequests)
          .field("limit_tokens", Scalar.NULLABLE_INT, KeyFacts::limitTokens)
          .field("reset_seconds", Scalar.NULLABLE_DOUBLE, KeyFacts::quotaResetSeconds)
          .build();

  private static final FactType<KeyFacts> ERROR_RATE =
      FactType.named("ErrorRate", KeyFacts.class)
          .field("total", Scalar.DOUBLE, KeyFacts::totalErrorRate)
          .field("timeout", Scalar.DOUBLE, k -> k.errorRate(FailureKind.TIMEOUT))
          .field("rate_limit", Scalar.DOUBLE, k -> k.errorRate(FailureKind.RATE_LIMIT))
          .field("client", Scalar.DOUBLE, k -> k.errorRate(FailureKind.CLIENT))
          .field("server", Scalar.DOUBLE, k -> k.errorRate(FailureKind.SERVER))
          .build();

  private static final FactType<KeyFacts> LATENCY = latency();

  private static final FactType<KeyFacts> TOKENS =
      FactType.named("Tokens", KeyFacts.class)
          .field("provider_input", Scalar.INT, KeyFacts::inputTokens)
          .field("provider_output", Scalar.INT, KeyFacts::outputTokens)
          .build();

  private static final FactType<KeyFacts> KEY =
      FactType.named("Key", KeyFacts.class)
          .field("id", Scalar.STRING, k -> k.key().id())
          .field("value", Scalar.NULLABLE_STRING, KeyEnvironment::value)
          .field("quota", new Fact(QUOTA), k -> k)
          .field("error_rate", new Fact(ERROR_RATE), k -> k)
          .field("latency", new Fact(LATENCY), k -> k)
          .field("token", new Fact(TOKENS), k -> k)
          .field("metadata", new MapOf(Scalar.DYN), k -> k.key().metadata())
          .field("quota_group", Scalar.NULLABLE_STRING, k -> k.key().quotaGroup())
          .field("managed", Scalar.BOOL, k -> k.key().managed())
          .field("cooldown_seconds", Scalar.DOUBLE, KeyFacts::cooldownSeconds)
          .field("in_flight", Scalar.INT, KeyFacts::inFlight)
          .field("request_count", Scalar.INT, KeyFacts::requestCount)
          .field("last_used_seconds", Scalar.NULLABLE_DOUBLE, KeyFacts::lastUsedSeconds)
          .build();

  private static final FactType<Scene> AI =
      FactType.named("Ai", Scene.class)
          .field("keys", new ListOf(new Fact(KEY)), Scene::keys)
          .field("request", RequestVariables.AI_REQUEST, scene -> scene.request().ai())
          .build();

  /** What a strategy must yield: a list of keys. */
  public static final ValueType KEYS = new ListOf(new Fact(KEY));

  /** What a strategy may yield instead: one key. */
  public static final ValueType ONE_KEY = new Fact(KEY);

  private KeyEnvironment() {}

  private static FactType<KeyFacts> latency() {
    FactType.Builder<KeyFacts> type = FactType.named("Latency", KeyFacts.class);
    for (Latency latency : Latency.values()) {
      String name = latency.name().toLowerCase(Locale.ROOT) + "_ms_";
      type.field(name + "avg", Scalar.NULLABLE_DOUBLE, k -> k.meanMillis(latency));
      type.field(name + "p95", Scalar.NULLABLE_DOUBLE, k -> k.p95Millis(latency));
    }
    return type.build();
  }

  /** The environment. Costly; made once. */
  public static Environment create() {
    return RequestVariables.environment().variable("ai", new Fact(AI)).build();
  }

  static Map<String, Object> variables(List<KeyFacts> keys, RequestFacts request) {
    return RequestVariables.values(request, new Scene(keys, request));
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
