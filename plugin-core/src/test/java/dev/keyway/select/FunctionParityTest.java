package dev.keyway.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.Datacenter;
import dev.keyway.catalogue.Model;
import dev.keyway.expression.Compilation;
import dev.keyway.expression.Evaluation;
import dev.keyway.expression.Expression;
import dev.keyway.expression.FunctionGuide;
import dev.keyway.policy.StrategyLanguage;
import dev.keyway.route.Candidate;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each function gives over forty lists of models what plain Java gives, written here once more and
 * without the evaluator.
 */
class FunctionParityTest {

  private static final int WORLDS = 40;

  record Row(String expression, Function<List<Candidate>, List<Candidate>> plain) {
    @Override
    public String toString() {
      return expression;
    }
  }

  private static Row keeps(String expression, Predicate<Candidate> wanted) {
    return new Row(expression, all -> all.stream().filter(wanted).toList());
  }

  private static Row first(String expression, Predicate<Candidate> wanted) {
    return new Row(expression, all -> all.stream().filter(wanted).limit(1).toList());
  }

  private static Row sorts(String expression, Comparator<Candidate> order) {
    return new Row(expression, all -> all.stream().sorted(order).toList());
  }

  static Stream<Row> rows() {
    return Stream.of(
        keeps("ai.models.filter(m, m.id == 'a')", c -> c.model().id().equals("a")),
        keeps("ai.models.filter(m, m.pricing.text.input < 2)", c -> isUnder(input(c), 2)),
        keeps("ai.models.filter(m, !(m.pricing.text.input < 2))", c -> !isUnder(input(c), 2)),
        keeps(
            "ai.models.filter(m, m.max_context_window == null)",
            c -> c.model().contextWindow() == null),
        keeps(
            "ai.models.filter(m, m.pricing.input * 2.0 > m.pricing.output)",
            c -> input(c) != null && output(c) != null && input(c) * 2 > output(c)),
        keeps(
            "ai.models.only(['A', 'b-LATEST', 'x'])", c -> goesBy(c.model(), "a", "b-latest", "x")),
        keeps(
            "ai.models.only(['groq:d:8b', 'openai:E'])",
            c -> c.name().equals("groq:d:8b") || c.name().equals("openai:E")),
        keeps(
            "ai.models.only(['c-mini', 'mistral:f-latest'])",
            c ->
                goesBy(c.model(), "c-mini")
                    || (c.provider().id().equals("mistral") && goesBy(c.model(), "f-latest"))),
        keeps("ai.models.only([])", c -> false),
        keeps("ai.models.ignore(['a', 'E-latest'])", c -> !goesBy(c.model(), "a", "e-latest")),
        keeps("ai.models.ignore([])", c -> true),
        keeps(
            "ai.models.onlyProviders(['OpenAI', 'groq', 'x'])",
            c -> Set.of("openai", "groq").contains(c.provider().id())),
        keeps("ai.models.ignoreProviders(['openai'])", c -> !c.provider().id().equals("openai")),
        keeps("ai.models.onlyAuthors(['Meta-Llama'])", c -> isBy(c, "meta")),
        keeps("ai.models.onlyAuthors(['qwen', 'meta'])", c -> c.model().author() != null),
        keeps("ai.models.ignoreAuthors(['alibaba'])", c -> !isBy(c, "qwen")),
        keeps(
            "ai.models.inRegion('US-east-1')",
            c -> places(c).anyMatch(place -> "us-east-1".equals(place.region()))),
        keeps(
            "ai.models.inCountryCode('ie')",
            c -> places(c).anyMatch(place -> "IE".equals(place.countryCode()))),
        keeps("ai.models.underCost('text.input', 1.5)", c -> isUnder(input(c), 1.5)),
        keeps("ai.models.underCost('output', 2)", c -> isUnder(output(c), 2)),
        sorts(
            "ai.models.sortBy('price')",
            Comparator.comparing(
                FunctionParityTest::input, Comparator.nullsLast(Comparator.naturalOrder()))),
        sorts(
            "ai.models.sortBy(m, -1 * m.max_context_window)",
            Comparator.comparing(
                c -> c.model().contextWindow(), Comparator.nullsLast(Comparator.reverseOrder()))),
        sorts(
            "ai.models.sortBy(m, m.provider_id + m.id)",
            Comparator.comparing(c -> c.provider().id() + c.model().id())),
        sorts(
            "ai.models.stickyBy('user-1')",
            Comparator.comparing(c -> score("user-1", c.name()), Comparator.reverseOrder())),
        new Row("ai.models.take(3)", all -> all.subList(0, Math.min(3, all.size()))),
        new Row("ai.models.take(0)", all -> List.of()),
        new Row("ai.models.take(99)", all -> all),
        first("ai.models.get('B')", c -> goesBy(c.model(), "b")),
        first(
            "ai.models.get('GROQ', 'd:8B-latest')",
            c -> c.provider().id().equals("groq") && goesBy(c.model(), "d:8b-latest")),
        new Row("ai.models[1]", all -> all.size() > 1 ? all.subList(1, 2) : List.of()),
        new Row("ai.models[-1]", all -> List.of()),
        keeps(
            "ai.models.filter(m, m.getMetadata('tier') == 'gold')",
            c -> "gold".equals(c.model().metadata().get("tier"))),
        keeps(
            "ai.models.filter(m, m.getMetadata('team.name') in ['blue', 'red'])",
            c -> c.model().metadata().containsKey("tier")),
        keeps("ai.models.filter(m, m.getMetadata('team.none.deeper') == null)", c -> true),
        keeps(
            "ai.models.filter(m, ai.providers.get(m.provider_id).getModel('gpt-4o') != null)",
            c -> c.provider().models().stream().anyMatch(model -> goesBy(model, "gpt-4o"))),
        new Row(
            "ai.authors.get('meta').models",
            all -> all.stream().filter(c -> isBy(c, "meta")).toList()),
        keeps("ai.models.map(m, m.custom, m)", c -> true),
        keeps("ai.models.map(m, m)", c -> true),
        new Row(
            "ai.models.filter(m, m.id != 'a').ignoreProviders(['groq']).sortBy('price').take(2)",
            all ->
                all.stream()
                    .filter(c -> !c.model().id().equals("a") && !c.provider().id().equals("groq"))
                    .sorted(
                        Comparator.comparing(
                            FunctionParityTest::input,
                            Comparator.nullsLast(Comparator.naturalOrder())))
                    .limit(2)
                    .toList()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void givesWhatPlainJavaGives(Row row) {
    for (int world = 0; world < WORLDS; world++) {
      List<Candidate> candidates = Worlds.candidates(world);
      assertThat(names(row.expression(), candidates, new Random(world)))
          .as("world %d", world)
          .isEqualTo(row.plain().apply(candidates).stream().map(Candidate::name).toList());
    }
  }

  @Test
  void everyFunctionHasARow() {
    Set<String> drawn = Set.of("random", "randomize", "weighted");
    String rows = rows().map(Row::toString).collect(Collectors.joining());
    assertThat(FunctionGuide.all().map(guide -> guide.call().split("\\(", 2)[0]))
        .allMatch(name -> drawn.contains(name) || rows.contains("." + name + "("));
  }

  @Test
  void random_givesEachWithOneChance() {
    List<Candidate> three = Worlds.candidates(1).subList(0, 3);
    Map<String, Integer> counts = firsts("ai.models.random()", three);
    assertThat(counts)
        .hasSize(3)
        .allSatisfy((name, count) -> assertThat(count).isBetween(900, 1100));
  }

  @Test
  void randomize_givesAllInAnyOrder() {
    List<Candidate> candidates = Worlds.candidates(2);
    Set<List<String>> orders = new HashSet<>();
    for (int draw = 0; draw < 20; draw++) {
      List<String> order = names("ai.models.randomize()", candidates, new Random(draw));
      assertThat(order).containsExactlyInAnyOrderElementsOf(names(candidates));
      orders.add(order);
    }
    assertThat(orders).hasSize(20);
  }

  @Test
  void weighted_drawsInProportion_andPutsWhatHasNoWeightLast() {
    List<Candidate> four =
        Worlds.candidates(3).stream()
            .filter(c -> c.provider().id().equals("groq"))
            .limit(4)
            .toList();
    String weights = weights(four, "3", "1", "0", "null");
    Map<String, Integer> counts = firsts("ai.models.weighted(m, " + weights + ")", four);
    assertThat(counts).containsOnlyKeys(four.get(0).name(), four.get(1).name());
    assertThat(counts.get(four.get(0).name())).isBetween(2150, 2350);
    assertThat(names("ai.models.weighted(m, " + weights + ")", four, new Random(1)).subList(2, 4))
        .containsExactly(four.get(2).name(), four.get(3).name());
    assertThat(names("ai.models.weighted(m, -1 * m.id.size())", four, new Random(1)))
        .isEqualTo(names(four));
  }

  private static String weights(List<Candidate> four, String... weights) {
    StringBuilder map = new StringBuilder("{");
    for (int i = 0; i < weights.length; i++) {
      map.append(i == 0 ? "" : ", ")
          .append("'" + four.get(i).model().id() + "': dyn(" + weights[i] + ")");
    }
    return map.append("}[m.id]").toString();
  }

  @Test
  void stickyBy_movesOnlyWhatMust_whenAModelGoes() {
    List<Candidate> all = Worlds.candidates(4);
    for (int user = 0; user < 50; user++) {
      String expression = "ai.models.stickyBy('user-" + user + "')";
      List<String> before = names(expression, all, new Random(1));
      List<Candidate> fewer = new ArrayList<>(all);
      fewer.remove(user % all.size());
      List<String> expected = new ArrayList<>(before);
      expected.retainAll(names(fewer));
      Collections.reverse(fewer);
      assertThat(names(expression, fewer, new Random(1))).isEqualTo(expected);
    }
  }

  @Test
  void stickyBy_spreadsTextsEvenly() {
    List<Candidate> four = Worlds.candidates(5).subList(0, 4);
    Map<String, Integer> counts = new HashMap<>();
    for (int user = 0; user < 400; user++) {
      String first = names("ai.models.stickyBy('u" + user + "')", four, new Random(1)).getFirst();
      counts.merge(first, 1, Integer::sum);
    }
    assertThat(counts).hasSize(4).allSatisfy((name, count) -> assertThat(count).isBetween(70, 130));
  }

  /** How often each comes first in three thousand draws. */
  private static Map<String, Integer> firsts(String source, List<Candidate> candidates) {
    Expression expression = compiled(source);
    Random random = new Random(5);
    Map<String, Integer> counts = new HashMap<>();
    for (int draw = 0; draw < 3000; draw++) {
      counts.merge(names(expression, candidates, random).getFirst(), 1, Integer::sum);
    }
    return counts;
  }

  private static List<String> names(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::name).toList();
  }

  private static List<String> names(String source, List<Candidate> candidates, Random random) {
    return names(compiled(source), candidates, random);
  }

  private static List<String> names(
      Expression expression, List<Candidate> candidates, Random random) {
    Map<String, Object> variables = ModelEnvironment.variables(Worlds.scene(candidates));
    return switch (expression.evaluate(variables, random)) {
      case Evaluation.Value value -> names(value.value());
      case Evaluation.Failure failure -> throw new AssertionError(failure.words());
    };
  }

  private static List<String> names(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case List<?> list -> list.stream().map(Object::toString).toList();
      default -> List.of(value.toString());
    };
  }

  private static Expression compiled(String source) {
    StrategyLanguage language = ModelEnvironment.language();
    return switch (language.environment().compile(source)) {
      case Compilation.Compiled<Expression> compiled -> compiled.result();
      case Compilation.Failed<Expression> failed ->
          throw new AssertionError(source + ": " + failed.problems());
    };
  }

  // What follows knows nothing of expressions.

  private static @Nullable Double input(Candidate candidate) {
    return candidate.model().pricing().all().get("text.input");
  }

  private static @Nullable Double output(Candidate candidate) {
    return candidate.model().pricing().all().get("text.output");
  }

  private static boolean isUnder(@Nullable Double price, double max) {
    return price != null && price < max;
  }

  private static boolean isBy(Candidate candidate, String author) {
    return author.equals(candidate.model().authorId());
  }

  private static Stream<Datacenter> places(Candidate candidate) {
    List<Datacenter> places = candidate.model().datacenters();
    return places == null ? Stream.of() : places.stream();
  }

  private static boolean goesBy(Model model, String... names) {
    return Stream.concat(Stream.of(model.id()), model.aliases().stream())
        .anyMatch(name -> Stream.of(names).anyMatch(name::equalsIgnoreCase));
  }

  /** FNV-1a of text, zero byte and name, then SplitMix64's finalizer, in whole numbers. */
  private static BigInteger score(String text, String name) {
    BigInteger modulus = BigInteger.ONE.shiftLeft(64);
    BigInteger hash = new BigInteger("14695981039346656037");
    for (byte each : (text + "\0" + name).getBytes(StandardCharsets.UTF_8)) {
      hash = hash.xor(BigInteger.valueOf(each & 0xff)).multiply(new BigInteger("1099511628211"));
      hash = hash.mod(modulus);
    }
    hash =
        hash.xor(hash.shiftRight(30)).multiply(new BigInteger("bf58476d1ce4e5b9", 16)).mod(modulus);
    hash =
        hash.xor(hash.shiftRight(27)).multiply(new BigInteger("94d049bb133111eb", 16)).mod(modulus);
    return hash.xor(hash.shiftRight(31));
  }
}
