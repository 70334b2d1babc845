package dev.keyway.expression;

import static dev.keyway.expression.ValueType.Scalar.BOOL;
import static dev.keyway.expression.ValueType.Scalar.DYN;
import static dev.keyway.expression.ValueType.Scalar.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.expression.ValueType.Fact;
import dev.keyway.expression.ValueType.ListOf;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is wrong with an expression is found when it is compiled, with its place and the nearest
 * name.
 */
class CompilationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ai.keys.filter(k, k.quota.remaning_requests > 1)  | 1:27 unknown field 'remaning_requests' (remaining_requests?)
          ai.kees                                           | 1:4 unknown field 'kees' (keys?)
          ai . kees                                         | 1:6 unknown field 'kees' (keys?)
          ai.keys[0].autor                                  | 1:12 unknown field 'autor'
          ai.models[0].autor                                | 1:14 unknown field 'autor' (author?)
          ai.xyzzy                                          | 1:4 unknown field 'xyzzy'
          aj.keys                                           | 1:1 unknown variable 'aj' (ai?)
          request.method                                    | 1:1 unknown variable 'request'
          ai.keys.filtre(k, k.fresh)                        | 1:9 unknown function 'filtre' (filter?)
          ai.keys.rndom()                                   | 1:9 unknown function 'rndom' (random?)
          ai.keys[0].id.startWith('a')                      | 1:15 unknown function 'startWith' (startsWith?)
          ai.keys.filter(key, kez.fresh)                    | 1:21 unknown variable 'kez' (key?)
          secrets.gett('a')                                 | 1:9 unknown function 'gett' (get?)
          siz(1)                                            | 1:1 unknown function 'siz' (size?)
          ai.keys[0].id > 3                                 | 1:15 '>' can't be applied to (string, int)
          ai.keys[0].id + 3                                 | 1:15 '+' can't be applied to (string, int)
          -ai.keys[0].id                                    | 1:1 '-' can't be applied to (string)
          ai.keys['a']                                      | 1:8 '[]' can't be applied to (list(Key), string)
          3 in ai.keys                                      | 1:3 'in' can't be applied to (int, list(Key))
          ai.keys[0].id.startsWith(3)                       | 1:15 'startsWith' can't be applied to string.(int); it takes string.(string)
          ai.keys.only('a')                                 | 1:9 'only' can't be applied to list(Key).(string); it takes list(Key).(list(string))
          [1].only(['a'])                                   | 1:5 'only' is for list(Key) or list(Model), not for list(int)
          ai.keys.onlyProviders(['a'])                      | 1:9 'onlyProviders' is for lists of models; there are none here
          ai.keys.sortBy(k, ai.keys.random().id)            | 1:33 nothing can be sorted by what is drawn; randomize() puts a list in a random order
          ai.keys.sortBy(k, random())                       | 1:19 'random' can't be applied to ()
          ai.keys.weighted(k, ai.keys.randomize().size())   | 1:38 nothing can be weighed by what is drawn; weighted() draws by itself
          ai.keys.weighted(k, k.id)                         | 1:22 a weight is a number, not string
          true ? 1 : 'a'                                    | 1:6 '? :' can't be applied to (bool, int, string)
          ai.keys[0].id == 3                                | 1:15 string and int are never equal
          3 != ai.keys                                      | 1:3 int and list(Key) are never equal
          ai.keys[0] == ai.models[0]                        | 1:12 Key and Model are never equal
          ai.keys == ai.models                              | 1:9 list(Key) and list(Model) are never equal
          ai.keys[0].id.x                                   | 1:14 string has no fields
          ai.keys.id                                        | 1:8 list(Key) has no fields
          ai.keys[0].id.filter(c, true)                     | 1:11 a list or map is expected here, not string
          ai.keys.filter(k, k.id)                           | 1:20 bool is expected here, not string
          ai.keys.filter('k', true)                         | 1:16 the first argument must be a plain name, such as k
          ai.keys.all(k.id, true)                           | 1:14 the first argument must be a plain name, such as k
          ai.keys.sortBy(k, k.quota)                        | 1:20 Quota has no order to sort by
          has(ai)                                           | 1:4 has() takes a field, such as has(k.quota)
          Key{id: 'x'}                                      | 1:4 Key can't be made here
          Key                                               | 1:1 'Key' is a type, not a value
          string                                            | 1:1 'string' is a type, not a value
          type(1)                                           | 1:1 unknown function 'type'
          'a'.matches('(')                                  | 1:13 this is no regular expression (RE2), or a too large one
          'a'.matches('((a{100}){100}){100}')               | 1:13 this is no regular expression (RE2), or a too large one
          'a'.sha256('foo')                                 | 1:12 'sha256' does not know 'foo'; it takes 'hex' or 'base64'
          hash.md5('a', 'bsae64')                           | 1:15 'hash.md5' does not know 'bsae64'; it takes 'hex' or 'base64' (base64?)
          hash.sha25('a')                                   | 1:6 unknown function 'sha25' (sha256?)
          json.decode(1)                                    | 1:1 'json.decode' can't be applied to (int); it takes (string)
          json.encode('a')                                  | 1:1 'json.encode' can't be applied to (string); it takes (list(any)) or (map(any, any))
          url.parse('http://a').hots                        | 1:23 unknown field 'hots' (host?)
          inCidrRange('::1', '10.0.0.0')                    | 1:20 this is no range of addresses, such as '10.0.0.0/8' or '2001:db8::/32'
          inCidrRanges('::1', ['::/0', '::/129'])           | 1:30 this is no range of addresses, such as '10.0.0.0/8' or '2001:db8::/32'
          [[1]].sort()                                      | 1:1 list(int) has no order to sort by
          [1].flatten()                                     | 1:5 'flatten' can't be applied to list(int).(); it takes list(list(any)).() or list(dyn).(int)
          ai.keys.sortBy(k, rand.double())                  | 1:30 nothing can be sorted by what is drawn; randomize() puts a list in a random order
          1.5 + 1u                                          | 1:5 '+' can't be applied to (double, uint)
          getReqHeader()                                    | 1:13 'getReqHeader' takes the name as a text
          getReqHeader(1)                                   | 1:13 'getReqHeader' takes the name as a text
          getReqHeadr('a')                                  | 1:1 unknown function 'getReqHeadr' (getReqHeader?)
          getResHeader('a')                                 | 1:1 'getResHeader' reads res.headers, which is not there here
          b64.decode('a')                                   | 1:5 'b64.decode' is written 'text'.decodeBase64() here
          isUrl('a')                                        | 1:1 'isUrl' is written 'text'.isURL() here
          secret('a', 'b')                                  | 1:1 'secret' is written secrets.get('vault', 'name') here
          ai.keys[0].id.secret()                            | 1:15 unknown function 'secret'
          1 +                                               | 1:4 the expression ends where a value is expected
          ai.keys[0].id = 'a'                               | 1:15 unexpected '='
          ai.keys)                                          | 1:8 unexpected ')'
          'abc                                              | 1:1 unexpected '''
          if                                                | 1:1 'if' is a reserved word
          @x                                                | 1:1 unexpected '@'
          99999999999999999999                              | 1:1 this is not a valid expression
          '😀' + ai.kees                                    | 1:10 unknown field 'kees' (keys?)
          [1].map(a, [1].map(b, [1].map(c, [1].map(d, d)))) | 1:41 loops within loops: 3 levels at most
          """)
  void problemsTellPlaceAndNearestName(String source, String problem) {
    assertThat(problems(source)).containsExactly(problem);
  }

  @Test
  void problemsTellLines_whenAnExpressionHasMany() {
    assertThat(problems("ai.keys\n  .filter(k, k.idd == 'a'\n  && k.qota == null)"))
        .containsExactly("2:16 unknown field 'idd' (id?)", "3:8 unknown field 'qota' (quota?)");
  }

  @Test
  void problemsAreAllReported() {
    assertThat(problems("ai.kees == aj && siz(1) == 1")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          20000 | 1:1 an expression may have 10000 characters at most
          900   | 1:1 this is nested too deeply; 100 levels at most
          """)
  void sizeIsBounded(int terms, String problem) {
    assertThat(problems("1" + "+1".repeat(terms))).containsExactly(problem);
  }

  @Test
  void nodesAreBounded() {
    assertThat(problems("[" + "1,".repeat(2500) + "1]"))
        .hasSize(1)
        .first()
        .asString()
        .contains("this is too large; 2000 operations and operands at most");
  }

  static Stream<Arguments> acceptedTypes() {
    ValueType key = new Fact(Facts.KEY);
    List<ValueType> keys = List.of(Facts.KEYS, key);
    return Stream.of(
        Arguments.of("ai.keys", keys, List.of()),
        Arguments.of("ai.keys[0]", keys, List.of()),
        Arguments.of("ai.keys.filter(k, true).random()", keys, List.of()),
        Arguments.of("vars.x", keys, List.of()),
        Arguments.of("[]", keys, List.of()),
        Arguments.of("null", keys, List.of()),
        Arguments.of("1", List.of(), List.of()),
        Arguments.of("1", List.of(DYN), List.of()),
        Arguments.of(
            "ai.keys[0].id", keys, List.of("1:1 this gives string; list(Key) or Key is expected")),
        Arguments.of(
            " ai.models",
            keys,
            List.of("1:1 this gives list(Model); list(Key) or Key is expected")),
        Arguments.of(
            "ai.keys.map(k, k.id)",
            keys,
            List.of("1:1 this gives list(string); list(Key) or Key is expected")),
        Arguments.of("now", List.of(BOOL), List.of("1:1 this gives timestamp; bool is expected")),
        Arguments.of(
            "req.headers",
            List.of(BOOL),
            List.of("1:1 this gives map(string, list(string)); bool is expected")));
  }

  @ParameterizedTest
  @MethodSource("acceptedTypes")
  void resultMustBeOfAnAcceptedType(
      String source, List<ValueType> accepted, List<String> expected) {
    assertThat(problems(source, accepted.toArray(ValueType[]::new))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"vars.text, abc", "vars.count, wrong_type", "vars.nothing, null"})
  void resultKnownAtRunTimeIsCheckedThen(String source, String expected) {
    Evaluation evaluation = Facts.compiled(source, STRING).evaluate(Facts.variables(), Facts.FIRST);
    assertThat(
            switch (evaluation) {
              case Evaluation.Value value -> Facts.text(value.value());
              case Evaluation.Failure failure -> failure.code();
            })
        .isEqualTo(expected);
  }

  @Test
  void twoFactsOfOneName_areRefused() {
    FactType<String> other = FactType.named("Key", String.class).build();
    Environment.Builder builder =
        Environment.builder()
            .variable("a", new Fact(Facts.KEY))
            .variable("b", new ListOf(new Fact(other)));
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two facts are named Key");
  }

  @Test
  void secretsAreUnknown_whenNotDeclared() {
    assertThat(Environment.builder().build().compile("secrets.get('a')"))
        .isInstanceOf(Compilation.Failed.class);
  }

  @Test
  void environmentWithoutVariables_compiles() {
    assertThat(Environment.builder().build().compile("1 + 1"))
        .isInstanceOfSatisfying(
            Compilation.Compiled.class,
            compiled ->
                assertThat(((Expression) compiled.result()).evaluate(Map.of(), Facts.FIRST))
                    .isEqualTo(new Evaluation.Value(2L)));
  }

  private static List<String> problems(String source, ValueType... accepted) {
    return switch (Facts.ENVIRONMENT.compile(source, accepted)) {
      case Compilation.Compiled<Expression> compiled -> List.of();
      case Compilation.Failed<Expression> failed ->
          failed.problems().stream().map(CompilationTest::text).toList();
    };
  }

  private static String text(ExpressionProblem problem) {
    String nearest = problem.nearest() == null ? "" : " (" + problem.nearest() + "?)";
    return problem.line() + ":" + problem.column() + " " + problem.message() + nearest;
  }
}
