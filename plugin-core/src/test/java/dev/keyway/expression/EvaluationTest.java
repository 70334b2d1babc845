package dev.keyway.expression;

import static dev.keyway.expression.ValueType.Scalar.DYN;
import static dev.keyway.expression.ValueType.Scalar.INT;
import static dev.keyway.expression.ValueType.Scalar.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.expression.ValueType.Fact;
import dev.keyway.expression.ValueType.ListOf;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How expressions are evaluated: what they read, draw and give, and where they stop. */
class EvaluationTest {

  static Stream<Arguments> javaValues() {
    Map<String, Object> withNull = new HashMap<>();
    withNull.put("a", null);
    withNull.put("b", 2L);
    return Stream.of(
        Arguments.of("1", 1L),
        Arguments.of("1u", 1L),
        Arguments.of("1.5", 1.5),
        Arguments.of("'a'", "a"),
        Arguments.of("true", true),
        Arguments.of("null", null),
        Arguments.of("b'ab'", new byte[] {'a', 'b'}),
        Arguments.of("now", Instant.parse("2026-01-02T03:04:05Z")),
        Arguments.of("duration('90s')", Duration.ofSeconds(90)),
        Arguments.of("vars.count", 3L),
        Arguments.of("vars.numbers", List.of(1L, 2L, 0.5, 0.25, 1e30, 9L)),
        Arguments.of("vars.list", List.of("x", "y")),
        Arguments.of("client.claims.org.seats", List.of(1L, 2L)),
        Arguments.of("[1, vars.nothing]", Arrays.asList(1L, null)),
        Arguments.of("{'a': vars.nothing, 'b': 2}", withNull),
        Arguments.of("client.claims.org", Map.of("id", 7L, "seats", List.of(1L, 2L))),
        Arguments.of("ai.keys[0]", Facts.THREE_KEYS.getFirst()),
        Arguments.of("ai.keys[0].quota", Facts.THREE_KEYS.getFirst().quota()),
        Arguments.of("ai.keys", Facts.THREE_KEYS),
        Arguments.of("ai.keys.filter(k, true)", Facts.THREE_KEYS),
        Arguments.of("{'k': [ai.keys[1]]}", Map.of("k", List.of(Facts.THREE_KEYS.get(1)))));
  }

  @ParameterizedTest
  @MethodSource("javaValues")
  void valuesComeOutAsJava(String source, Object expected) {
    assertThat(Facts.evaluate(source))
        .isInstanceOfSatisfying(
            Evaluation.Value.class, value -> assertThat(value.value()).isEqualTo(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1 + 5 / 0                                       | division_by_zero     | 1 | 7
          vars.text + 1                                   | no_matching_overload | 1 | 11
          true && ai.keys[int('x')] == null               | bad_format           | 1 | 20
          req.headers['a'][0].startsWith('x')             | no_matching_overload | 1 | 31
          ai.keys.filter(k, k.metadata.tier.contains('x')) | no_matching_overload | 1 | 43
          """)
  void failureTellsCodeAndPlace(String source, String code, int line, int column) {
    assertThat(Facts.evaluate(source)).isEqualTo(new Evaluation.Failure(code, line, column));
  }

  @Test
  void failureTellsLine_whenAnExpressionHasMany() {
    assertThat(Facts.evaluate("1 +\n  5\n  / 0"))
        .isEqualTo(new Evaluation.Failure("division_by_zero", 3, 3));
  }

  @Test
  void fieldsAreReadWhenAsked() {
    AtomicInteger reads = new AtomicInteger();
    AtomicInteger others = new AtomicInteger();
    FactType<String> type =
        FactType.named("Counted", String.class)
            .field("read", INT, text -> (long) reads.incrementAndGet())
            .field("other", INT, text -> (long) others.incrementAndGet())
            .build();
    Expression expression =
        compiled(
            environment("it", new Fact(type)), "false && it.other > 0 || it.read + it.read == 3");

    assertThat(reads).hasValue(0);
    assertThat(expression.evaluate(Map.of("it", "x"), Facts.FIRST))
        .isEqualTo(new Evaluation.Value(true));
    assertThat(reads).hasValue(2);
    assertThat(others).hasValue(0);
  }

  @Test
  void liveFactsAreReadAnew_atEachEvaluation() {
    AtomicInteger count = new AtomicInteger(1);
    FactType<AtomicInteger> type =
        FactType.named("Live", AtomicInteger.class)
            .field("count", INT, live -> (long) live.get())
            .build();
    Expression expression = compiled(environment("live", new Fact(type)), "live.count");

    assertThat(expression.evaluate(Map.of("live", count), Facts.FIRST))
        .isEqualTo(new Evaluation.Value(1L));
    count.set(2);
    assertThat(expression.evaluate(Map.of("live", count), Facts.FIRST))
        .isEqualTo(new Evaluation.Value(2L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"it.text", "[it].filter(i, i.text == 'a')", "it.text + 'a'"})
  void evaluationFails_whenAFieldThrows(String source) {
    FactType<String> type =
        FactType.named("Broken", String.class)
            .field(
                "text",
                STRING,
                text -> {
                  throw new IllegalStateException("secret");
                })
            .build();
    Evaluation evaluation =
        compiled(environment("it", new Fact(type)), source)
            .evaluate(Map.of("it", "x"), Facts.FIRST);
    assertThat(evaluation)
        .isInstanceOfSatisfying(
            Evaluation.Failure.class, failure -> assertThat(failure.code()).isEqualTo("failed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"it", "it.size()", "it + 'a'", "[it].map(i, i.size())"})
  void evaluationFails_whenAVariableIsOfAnotherType(String source) {
    Evaluation evaluation =
        compiled(environment("it", new ListOf(STRING)), source.replace("'a'", "['a']"))
            .evaluate(Map.of("it", 3), Facts.FIRST);
    assertThat(evaluation).isInstanceOf(Evaluation.Failure.class);
  }

  @Test
  void variableThatIsNotGiven_isAbsent() {
    assertThat(compiled(environment("it", STRING), "it == null").evaluate(Map.of(), Facts.FIRST))
        .isEqualTo(new Evaluation.Value(true));
  }

  @Test
  void randomDrawsFromTheGeneratorGiven() {
    Expression expression = Facts.compiled("ai.keys.random().id");
    Map<String, Object> variables = Facts.variables(Facts.keys(50));

    List<Evaluation> once = draws(expression, variables);

    assertThat(draws(expression, variables)).isEqualTo(once);
    assertThat(once).doesNotHaveDuplicates();
  }

  private static List<Evaluation> draws(Expression expression, Map<String, Object> variables) {
    Random random = new Random(4);
    return IntStream.range(0, 5).mapToObj(i -> expression.evaluate(variables, random)).toList();
  }

  @Test
  void randomizeShufflesAll() {
    Map<String, Object> variables = Facts.variables(Facts.keys(50));
    Evaluation shuffled = Facts.compiled("ai.keys.randomize()").evaluate(variables, new Random(4));

    assertThat(shuffled)
        .isInstanceOfSatisfying(
            Evaluation.Value.class,
            value ->
                assertThat((List<?>) value.value())
                    .isNotEqualTo(Facts.keys(50))
                    .map(key -> ((Facts.Key) key).id())
                    .containsExactlyInAnyOrderElementsOf(
                        Facts.keys(50).stream().map(Facts.Key::id).toList()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ai.keys.filter(k, ai.keys.exists(o, o.id == 'zz'))",
        "ai.keys.filter(k, k in ai.keys)",
        "ai.keys.filter(k, ai.keys.size() > 2000)",
        "ai.keys.all(k, ai.keys.exists(o, o.id == 'zz') || true)",
        "ai.keys.exists(k, ai.keys.exists(j, vars.nothing.startsWith('x')))",
        "ai.keys.map(k, ai.keys.map(o, [o]))",
        "ai.keys.filter(k, ai.keys.sortBy(o, o.id).size() == 0)",
        "ai.keys.filter(k, ai.keys.only([k.id]).size() == 0)",
        "ai.keys.map(k, k.id.replace('', 'abcdefghijklmnopqrstuvwxyz').replace('a', 'bcdefghi').replace('', 'abcdefgh'))",
        "['0123456789abcdef'].map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x)"
            + ".map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x)"
            + ".map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x)"
            + ".map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x)",
        "[ai.keys].map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x)"
            + ".map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x)",
        "ai.keys.map(k, k.id).join(',').matches('([a-z0-9]{1,60}q|[a-z]{1,60}r)')",
        "ai.keys.exists(k, k.id.matches('([a-z0-9]{1,60}q|[a-z]{1,60}r)'))"
      })
  void costIsBounded_overAThousandKeys(String source) {
    Evaluation evaluation =
        Facts.compiled(source).evaluate(Facts.variables(Facts.keys(1000)), Facts.FIRST);
    assertThat(evaluation)
        .isInstanceOfSatisfying(
            Evaluation.Failure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("cost_exceeded");
              assertThat(failure.line()).isEqualTo(1);
              assertThat(failure.column()).isBetween(1, source.length());
            });
  }

  @Test
  void whatCostsTooMuch_hasThePlaceOfItsLastStep() {
    String loop = "ai.keys.exists(k, ai.keys.exists(l, k.id + l.id == ''))";
    Evaluation evaluation =
        Facts.compiled("size(ai.keys) == 1000\n&& " + loop)
            .evaluate(Facts.variables(Facts.keys(1000)), Facts.FIRST);
    assertThat(evaluation)
        .isInstanceOfSatisfying(
            Evaluation.Failure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("cost_exceeded");
              assertThat(failure.line()).isEqualTo(2);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'0123456789abcdef'.replace('', 'a' + vars.long).size() > 0",
        "ai.keys.map(k, vars.long).join().size() > 0"
      })
  void textIsBounded(String source) {
    Map<String, Object> variables = new HashMap<>(Facts.variables(Facts.keys(1000)));
    variables.put("vars", Map.of("long", "x".repeat(20_000)));
    assertThat(Facts.compiled(source).evaluate(variables, Facts.FIRST))
        .isInstanceOfSatisfying(
            Evaluation.Failure.class,
            failure -> assertThat(failure.code()).isIn("invalid_argument", "cost_exceeded"));
  }

  @Test
  void usefulExpressions_areWithinTheBounds_overAThousandKeys() {
    Evaluation evaluation =
        Facts.compiled(
                """
                ai.keys
                  .filter(k, k.id.matches('^key-[0-9]+$') && !(k.metadata.tier == 'free'))
                  .filter(k, k.quota.remaining_requests > 10 && k.error_rate < 0.1)
                  .sortBy(k, -k.quota.remaining_requests)
                  .randomize()
                """)
            .evaluate(Facts.variables(Facts.keys(1000)), new Random(1));
    assertThat(evaluation).isInstanceOf(Evaluation.Value.class);
  }

  @Test
  void evaluationsOnManyThreads_doNotMix() throws Exception {
    Expression expression = Facts.compiled("ai.keys.filter(k, k.id == vars.id).map(k, k.id)[0]");
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Evaluation>> all =
          IntStream.range(0, 400)
              .mapToObj(i -> threads.submit(() -> expression.evaluate(asking(i), Facts.FIRST)))
              .toList();
      for (int i = 0; i < all.size(); i++) {
        assertThat(all.get(i).get()).isEqualTo(new Evaluation.Value("key-" + i % 50));
      }
    }
  }

  private static Map<String, Object> asking(int i) {
    Map<String, Object> variables = new HashMap<>(Facts.variables(Facts.keys(50)));
    variables.put("vars", Map.of("id", "key-" + i % 50));
    return variables;
  }

  @Test
  void deepValuesDoNotOverflow() {
    Object deep = List.of();
    for (int i = 0; i < 100_000; i++) {
      deep = List.of(deep);
    }
    Evaluation evaluation =
        compiled(environment("deep", DYN), "deep == deep || deep == [deep]")
            .evaluate(Map.of("deep", deep), Facts.FIRST);
    assertThat(evaluation).isEqualTo(new Evaluation.Failure("too_deep", 1, 1));
  }

  private static Environment environment(String variable, ValueType type) {
    return Environment.builder().variable(variable, type).build();
  }

  private static Expression compiled(Environment environment, String source) {
    return ((Compilation.Compiled<Expression>) environment.compile(source)).result();
  }
}
