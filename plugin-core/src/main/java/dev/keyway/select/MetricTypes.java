package dev.keyway.select;

import dev.keyway.expression.FactType;
import dev.keyway.expression.ValueType.Fact;
import dev.keyway.expression.ValueType.MapOf;
import dev.keyway.expression.ValueType.Scalar;
import dev.keyway.health.FailureKind;
import dev.keyway.health.KeyFacts;
import dev.keyway.health.Latency;
import dev.keyway.health.ModelFacts;
import dev.keyway.health.RollingFacts;
import java.util.Locale;

/** The types of what was counted and measured of keys and models, declared once for both. */
final class MetricTypes {

  static final FactType<RollingFacts> ERROR_RATE =
      FactType.named("ErrorRate", RollingFacts.class)
          .field("total", Scalar.DOUBLE, "of any kind", RollingFacts::totalErrorRate)
          .field("timeout", Scalar.DOUBLE, "no answer in time", rate(FailureKind.TIMEOUT))
          .field("rate_limit", Scalar.DOUBLE, "429", rate(FailureKind.RATE_LIMIT))
          .field("client", Scalar.DOUBLE, "other 4xx", rate(FailureKind.CLIENT))
          .field("server", Scalar.DOUBLE, "5xx, and no connection", rate(FailureKind.SERVER))
          .build();

  static final FactType<RollingFacts> LATENCY = latency();

  static final FactType<RollingFacts> TOKENS =
      FactType.named("Tokens", RollingFacts.class)
          .field(
              "provider_input", Scalar.INT, "as providers reported them", RollingFacts::inputTokens)
          .field(
              "provider_output",
              Scalar.INT,
              "as providers reported them",
              RollingFacts::outputTokens)
          .field(
              "estimated_input",
              Scalar.NULLABLE_INT,
              "by the gateway's own count, where a policy makes it count",
              RollingFacts::estimatedInputTokens)
          .field(
              "estimated_output",
              Scalar.NULLABLE_INT,
              "by the gateway's own count, where it counted",
              RollingFacts::estimatedOutputTokens)
          .build();

  static final FactType<KeyFacts> QUOTA =
      FactType.named("Quota", KeyFacts.class)
          .field(
              "remaining_requests",
              Scalar.NULLABLE_INT,
              "as the provider last reported for this model",
              KeyFacts::remainingRequests)
          .field(
              "remaining_tokens",
              Scalar.NULLABLE_INT,
              "as the provider last reported for this model",
              KeyFacts::remainingTokens)
          .field(
              "limit_requests",
              Scalar.NULLABLE_INT,
              "in a window of the provider's",
              KeyFacts::limitRequests)
          .field(
              "limit_tokens",
              Scalar.NULLABLE_INT,
              "in a window of the provider's",
              KeyFacts::limitTokens)
          .field(
              "reset_seconds",
              Scalar.NULLABLE_DOUBLE,
              "until the sooner of the windows begins anew",
              KeyFacts::quotaResetSeconds)
          .build();

  private static final FactType<RollingFacts> ROLLING =
      rolling(FactType.named("Rolling", RollingFacts.class)).build();

  private static final FactType<KeyFacts> KEY_AT_MODEL =
      rolling(FactType.named("KeyMetrics", KeyFacts.class))
          .field("quota", new Fact(QUOTA), "what is left of it", k -> k)
          .build();

  static final FactType<ModelFacts> METRICS =
      FactType.named("Metrics", ModelFacts.class)
          .field("global", new Fact(ROLLING), "over all routes of this gateway", ModelFacts::global)
          .field(
              "region",
              new Fact(ROLLING),
              "of this gateway's zone; null where none is set",
              ModelFacts::region)
          .field("account", new Fact(ROLLING), "the same as `global`", ModelFacts::account)
          .field("endpoint", new Fact(ROLLING), "of this request's route", ModelFacts::endpoint)
          .field(
              "api_keys",
              new MapOf(new Fact(KEY_AT_MODEL)),
              "of each of the provider's keys at this model, by its id",
              ModelFacts::apiKeys)
          .build();

  private MetricTypes() {}

  /** Adds what all metrics have. */
  private static <T extends RollingFacts> FactType.Builder<T> rolling(FactType.Builder<T> type) {
    return type.field(
            "request_count", Scalar.INT, "attempts that began", RollingFacts::requestCount)
        .field("error_rate", new Fact(ERROR_RATE), "shares, 0.0 to 1.0", facts -> facts)
        .field("latency", new Fact(LATENCY), "milliseconds", facts -> facts)
        .field("token", new Fact(TOKENS), "tokens used", facts -> facts);
  }

  private static java.util.function.Function<RollingFacts, Double> rate(FailureKind kind) {
    return facts -> facts.errorRate(kind);
  }

  private static FactType<RollingFacts> latency() {
    FactType.Builder<RollingFacts> type = FactType.named("Latency", RollingFacts.class);
    for (Latency latency : Latency.values()) {
      String name = latency.name().toLowerCase(Locale.ROOT) + "_ms_";
      type.field(name + "avg", Scalar.NULLABLE_DOUBLE, about(latency), k -> k.meanMillis(latency));
      type.field(
          name + "p95",
          Scalar.NULLABLE_DOUBLE,
          "95 of 100 stayed within",
          k -> k.p95Millis(latency));
    }
    return type.build();
  }

  private static String about(Latency latency) {
    return switch (latency) {
      case GATEWAY -> "what the gateway itself took";
      case UPSTREAM -> "until the provider's answer had arrived whole";
      case TIME_TO_FIRST_TOKEN -> "until a stream's first content";
      case TIME_PER_OUTPUT_TOKEN -> "a stream's time for each token";
    };
  }
}
