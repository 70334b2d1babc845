package dev.keyway.expression;

import static dev.keyway.expression.ValueType.Scalar.BOOL;
import static dev.keyway.expression.ValueType.Scalar.DOUBLE;
import static dev.keyway.expression.ValueType.Scalar.DYN;
import static dev.keyway.expression.ValueType.Scalar.NULLABLE_INT;
import static dev.keyway.expression.ValueType.Scalar.STRING;
import static dev.keyway.expression.ValueType.Scalar.TIMESTAMP;

import dev.keyway.expression.ValueType.Fact;
import dev.keyway.expression.ValueType.ListOf;
import dev.keyway.expression.ValueType.MapOf;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A small world of keys and requests for the tests of this room. */
final class Facts {

  record Quota(@Nullable Long remaining, @Nullable Long limit) {}

  record Key(
      String id, Quota quota, double errorRate, boolean fresh, Map<String, Object> metadata) {

    static Key of(String id, @Nullable Long remaining) {
      return new Key(id, new Quota(remaining, 100L), 0.0, true, Map.of());
    }

    Key errorRate(double rate) {
      return new Key(id, quota, rate, fresh, metadata);
    }

    Key metadata(Map<String, Object> values) {
      return new Key(id, quota, errorRate, fresh, values);
    }
  }

  record Model(String id, String author) {}

  record Ai(List<Key> keys, List<Model> models) {}

  record Request(String method, Map<String, List<String>> headers) {}

  static final FactType<Quota> QUOTA =
      FactType.named("Quota", Quota.class)
          .field("remaining_requests", NULLABLE_INT, Quota::remaining)
          .field("limit_requests", NULLABLE_INT, Quota::limit)
          .build();

  static final FactType<Key> KEY =
      FactType.named("Key", Key.class)
          .field("id", STRING, Key::id)
          .field("quota", new Fact(QUOTA), Key::quota)
          .field("error_rate", DOUBLE, Key::errorRate)
          .field("fresh", BOOL, Key::fresh)
          .field("metadata", new MapOf(DYN), Key::metadata)
          .build();

  static final FactType<Model> MODEL =
      FactType.named("Model", Model.class)
          .field("id", STRING, Model::id)
          .field("author", STRING, Model::author)
          .build();

  static final FactType<Ai> AI =
      FactType.named("Ai", Ai.class)
          .field("keys", new ListOf(new Fact(KEY)), Ai::keys)
          .field("models", new ListOf(new Fact(MODEL)), Ai::models)
          .build();

  static final FactType<Request> REQUEST =
      FactType.named("Request", Request.class)
          .field("method", STRING, Request::method)
          .field("headers", new MapOf(new ListOf(STRING)), Request::headers)
          .build();

  static final ValueType KEYS = new ListOf(new Fact(KEY));

  static final Environment ENVIRONMENT =
      Environment.builder()
          .variable("ai", new Fact(AI))
          .variable("req", new Fact(REQUEST))
          .variable("client", new MapOf(DYN))
          .variable("vars", new MapOf(DYN))
          .variable("now", TIMESTAMP)
          .secrets()
          .build();

  static final List<Key> THREE_KEYS =
      List.of(
          Key.of("a", 5L).errorRate(0.5).metadata(Map.of("tier", "gold", "weight", 2)),
          Key.of("b", null).errorRate(0.0),
          Key.of("c", 50L).errorRate(0.1).metadata(Map.of("tier", "free")));

  static final List<Model> TWO_MODELS =
      List.of(new Model("gpt-4o", "openai"), new Model("claude", "anthropic"));

  /** Knows every secret but {@code none}. */
  private static final SecretLookup SECRETS =
      (vault, name) -> name.equals("none") ? null : vault + "/" + name;

  private Facts() {}

  /** Values for the environment's variables. */
  static Map<String, Object> variables(List<Key> keys) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("sub", "ada");
    claims.put("empty", null);
    claims.put("groups", List.of("dev", "ops"));
    claims.put("org", Map.of("id", 7, "seats", List.of(1, 2)));
    return Map.of(
        "ai",
        new Ai(keys, TWO_MODELS),
        "req",
        new Request("POST", Map.of("x-team", List.of("red", "blue"), "x-none", List.of())),
        "client",
        Map.of("authenticated", true, "claims", claims),
        "vars",
        Map.of(
            "text",
            "abc",
            "count",
            3,
            "ratio",
            0.5,
            "list",
            List.of("x", "y"),
            "numbers",
            List.of(
                1,
                (short) 2,
                0.5f,
                new BigDecimal("0.25"),
                BigInteger.TEN.pow(30),
                BigInteger.valueOf(9))),
        "now",
        Instant.parse("2026-01-02T03:04:05Z"),
        SecretLookup.VARIABLE,
        SECRETS);
  }

  static Map<String, Object> variables() {
    return variables(THREE_KEYS);
  }

  static Expression compiled(String source, ValueType... accepted) {
    return switch (ENVIRONMENT.compile(source, accepted)) {
      case Compilation.Compiled<Expression> compiled -> compiled.result();
      case Compilation.Failed<Expression> failed ->
          throw new AssertionError(source + ": " + failed.problems());
    };
  }

  static Evaluation evaluate(String source) {
    return compiled(source).evaluate(variables(), new java.util.Random(1));
  }

  /** The value as text: keys and models by their ids. */
  static String value(String source) {
    return switch (evaluate(source)) {
      case Evaluation.Value value -> text(value.value());
      case Evaluation.Failure failure -> failure.code();
    };
  }

  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Key key -> key.id();
      case Model model -> model.id();
      case List<?> list -> list.stream().map(Facts::text).toList().toString();
      default -> value.toString();
    };
  }

  static List<Key> keys(int count) {
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(Key.of("key-" + i, (long) i % 40));
    }
    return keys;
  }

  /** A generator whose numbers are always the smallest. */
  static final RandomGenerator FIRST = () -> 0L;
}
