package dev.keyway.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an expression says of itself before it is evaluated. */
class ReadsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ai.keys.size() > 0                              | ai.keys               | true
          ai.keys.size() > 0                              | ai                    | true
          ai.keys.size() > 0                              | ai.models             | false
          has(ai.keys)                                    | ai.keys               | true
          ai.keys.filter(k, k.quota.limit_requests > 1)   | ai.keys.quota         | true
          ai.models.filter(m, m.id == 'ai.keys')          | ai.keys               | false
          ai.models.map(ai, ai.id)                        | ai.keys               | false
          ai.models.map(m, ai.keys.size())                | ai.keys               | true
          ai.models.exists(m, m.id == req.method)         | req.method            | true
          ai.models.exists(m, m.id == req.method)         | req.headers           | false
          ai != null && req.method == 'GET'               | ai.keys               | true
          req.headers['x-team'][0] == 'a'                 | req.headers.x-team    | true
          req.headers['x-team'][0] == 'a'                 | req.headers.x-none    | false
          req.headers[req.method][0] == 'a'               | req.headers.x-none    | true
          vars.text == 'a' ? 1 : 2                        | vars.text             | true
          {'a': [vars.text]}                              | vars.text             | true
          'ai.keys' == 'ai'                               | ai                    | false
          .ai.keys.size() > 0                             | ai.keys               | true
          """)
  void usesIsToldFromTheTree(String source, String path, boolean uses) {
    assertThat(Facts.compiled(source).uses(path)).isEqualTo(uses);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ai.keys.filter(k, k.quota.limit_requests > 1)   | limit_requests    | true
          ai.keys.filter(k, k.quota.limit_requests > 1)   | remaining_tokens  | false
          ai.keys.filter(k, k.id == 'limit_requests')     | limit_requests    | false
          ai.keys.exists(k, has(k.quota.limit_requests))  | limit_requests    | true
          req.headers['x-team'][0] == 'a'                 | x-team            | true
          req.method == 'GET'                             | req               | false
          """)
  void fieldsAreTold_ofVariablesOfLoopsToo(String source, String name, boolean selects) {
    assertThat(Facts.compiled(source).selectsAny(Set.of("none", name))).isEqualTo(selects);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ai.keys.size() > 0                              | ai.keys   | true
          ai.keys.size() > 0                              | ai        | true
          ai.keys.size() > 0                              | ai.key    | false
          ai.keys.filter(k, k.id == 'a')                  | ai.keys   | true
          ai.keys.map(ai, ai.id)                          | ai.keys   | true
          ai.keys.exists(k, k.id == req.method)           | ai.keys   | false
          ai.keys == null && ai.models == null            | ai.keys   | false
          ai == null                                      | ai.keys   | false
          1 < 2                                           | ai.keys   | true
          """)
  void nothingElseIsRead_isToldFromTheTree(String source, String path, boolean nothingElse) {
    assertThat(Facts.compiled(source).readsNothingBut(path)).isEqualTo(nothingElse);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ai.keys.random()                       | true
          ai.keys.filter(k, k.id != 'random')    | false
          ai.keys.randomize().take(1)            | true
          ai.keys.weighted(k, 1)                 | true
          rand.int(1, 3) == 2                    | true
          ai.keys.stickyBy('a')                  | false
          """)
  void drawing_isToldFromTheTree(String source, boolean draws) {
    assertThat(Facts.compiled(source).draws()).isEqualTo(draws);
  }

  @Test
  void usesOfATemplate_isThatOfItsExpressions() {
    Template template = template("req.method ${vars.text}");
    assertThat(template.uses("vars.text")).isTrue();
    assertThat(template.uses("req.method")).isFalse();
  }

  @Test
  void secretsAreTold_withTheirPlaces() {
    assertThat(
            Facts.compiled("req.method == secrets.get('a', 'b')\n|| secrets.get(\"c\") == null")
                .secrets())
        .containsExactly(new SecretUse("a", "b", 1, 15), new SecretUse("default", "c", 2, 4));
    assertThat(Facts.compiled("req.method == 'secrets.get(1)'").secrets()).isEmpty();
  }

  @Test
  void secretsOfATemplate_haveTheirPlacesInTheText() {
    assertThat(template("a\nBearer ${secrets.get('a', 'b')}").secrets())
        .containsExactly(new SecretUse("a", "b", 2, 10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'x' == secrets.get(req.method)     | 1:8
          'x' == secrets.get('a', req.method) | 1:8
          'x' == secrets.get('a' + 'b')      | 1:8
          'x' == secrets.get(' ')            | 1:8
          """)
  void secretsAreNamedByLiteralsOnly(String source, String place) {
    Compilation.Failed<Expression> failed =
        (Compilation.Failed<Expression>) Facts.ENVIRONMENT.compile(source);
    ExpressionProblem problem = failed.problems().getFirst();
    assertThat(problem.line() + ":" + problem.column()).isEqualTo(place);
    assertThat(problem.message())
        .isEqualTo(
            "secrets.get takes names that are written out: secrets.get('vault', 'name') or"
                + " secrets.get('name')");
  }

  @Test
  void secretsAreReadAtEachEvaluation() {
    Expression expression = Facts.compiled("secrets.get('a')");
    assertThat(expression.evaluate(secret("one"), Facts.FIRST))
        .isEqualTo(new Evaluation.Value("one"));
    assertThat(expression.evaluate(secret("two"), Facts.FIRST))
        .isEqualTo(new Evaluation.Value("two"));
  }

  @Test
  void secretIsAbsent_whenNobodyReadsIt() {
    assertThat(Facts.compiled("secrets.get('a')").evaluate(Map.of(), Facts.FIRST))
        .isEqualTo(new Evaluation.Value(null));
  }

  private static Map<String, Object> secret(String value) {
    SecretLookup lookup = (vault, name) -> value;
    return Map.of(SecretLookup.VARIABLE, lookup);
  }

  private static Template template(String text) {
    return ((Compilation.Compiled<Template>) Facts.ENVIRONMENT.compileTemplate(text)).result();
  }
}
