package dev.keyway.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts with {@code ${…}} in them. */
class TemplateTest {

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("", ""),
        Arguments.of("plain $ text } {", "plain $ text } {"),
        Arguments.of("${1 + 1}", 2L),
        Arguments.of("${ai.keys[0]}", Facts.THREE_KEYS.getFirst()),
        Arguments.of("${vars.list}", List.of("x", "y")),
        Arguments.of("${vars.nothing}", null),
        Arguments.of(" ${1} ", " 1 "),
        Arguments.of("${1}${2}", "12"),
        Arguments.of("a ${1} b ${'c'} d", "a 1 b c d"),
        Arguments.of("x ${1.5} ${true} ${now}", "x 1.5 true 2026-01-02T03:04:05Z"),
        Arguments.of("${{'a': {'b': 1}}['a'].b}", 1L),
        Arguments.of("x${{'a': {'b': 1}}['a'].b}}", "x1}"),
        Arguments.of("${'}'}", "}"),
        Arguments.of("${\"}{\" + '\\'}' + r'\\}' + '''a'}'b'''}", "}{'}\\}a'}'b"),
        Arguments.of("${'a' // }\n + 'b'}", "ab"),
        Arguments.of("${'${'}", "${"),
        Arguments.of("${'${1}'}", "${1}"),
        Arguments.of("$${1}", "$1"),
        Arguments.of("Bearer ${secrets.get('openai', 'key')}", "Bearer openai/key"),
        Arguments.of("😀 ${'😀'}", "😀 😀"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void loneExpressionKeepsItsType_anyOtherTextIsAString(String text, Object expected) {
    assertThat(compiled(text).evaluate(Facts.variables(), Facts.FIRST))
        .isEqualTo(new Evaluation.Value(expected));
  }

  @ParameterizedTest
  @CsvSource({"plain, true", "'', true", "$ {1}, true", "${1}, false", "a ${1}, false"})
  void literalHoldsNoExpression(String text, boolean literal) {
    assertThat(compiled(text).literal()).isEqualTo(literal);
    assertThat(compiled(text).source()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ${ai.kees}                | 1:6 unknown field 'kees'
          x ${1} ${ai.kees}         | 1:13 unknown field 'kees'
          x ${1                     | 1:3 no } closes this ${
          x ${'1}                   | 1:3 no } closes this ${
          ${}                       | 1:3 the expression ends where a value is expected
          ${1 +}                    | 1:6 the expression ends where a value is expected
          😀${aj}                   | 1:4 unknown variable 'aj'
          """)
  void problemsHaveTheirPlaceInTheText(String text, String problem) {
    assertThat(problems(text)).containsExactly(problem);
  }

  @Test
  void problemsHaveTheirLineInTheText() {
    assertThat(problems("a\nb ${aj}\n${\n 1 + ak}"))
        .containsExactly("2:5 unknown variable 'aj'", "4:6 unknown variable 'ak'");
  }

  @Test
  void expressionsAreBoundedInNumber() {
    assertThat(problems("${1}".repeat(21)))
        .containsExactly("1:1 a text may hold 20 expressions at most");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a ${vars.nothing}         | absent_value     | 1 | 5
          a ${vars.list}            | wrong_type       | 1 | 5
          a ${ai.keys[0]}           | wrong_type       | 1 | 5
          ab ${1 / 0}               | division_by_zero | 1 | 8
          ${1 / 0}                  | division_by_zero | 1 | 5
          """)
  void failuresHaveTheirPlaceInTheText(String text, String code, int line, int column) {
    assertThat(compiled(text).evaluate(Facts.variables(), Facts.FIRST))
        .isEqualTo(new Evaluation.Failure(code, line, column));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-123", "", "$", "a } b {", "$ {secrets.get('a')}"})
  void textWithoutACall_isLiteral(String text) {
    assertThat(SecretCall.parse(text)).isEqualTo(new SecretCall.Literal());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ${secrets.get('a','b')}                | a       | b
          ${secrets.get("a","b")}                | a       | b
          ${ secrets . get ( 'a' , "b" ) }       | a       | b
          ` ${secrets.get('a','b')}  `           | a       | b
          ${secrets.get('b')}                    | default | b
          ${secrets.get('it\\'s }', 'b/c d')}    | it's }  | b/c d
          """)
  void loneCallGivesItsArguments(String text, String vault, String name) {
    assertThat(SecretCall.parse(text)).isEqualTo(new SecretCall.Call(vault, name));
  }

  /** What is seen at once means what it means to CEL. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "secrets.get('a')",
        "secrets.get('a', 'b')",
        " \tsecrets.get( 'a b','c/d.e-f_1' )\t",
        "secrets.get(' a', 'b ')",
        "secrets.get(' ')",
        "secrets.get('a', ' ')",
        "secrets.get(r'a', b'b')",
        "secrets.get('a\\n', 'b')",
        "secrets.get('\u00fc', 'b')",
        "secrets.get('a',\n'b')",
        "secrets.get(\u000b'a')",
        "secrets.get('a', 'b',)",
        "secrets.get('''a''')",
        "secrets.get('a') // b\n",
        "secrets.get('a' 'b')"
      })
  void callThatIsPlain_isReadAsByCel(String code) {
    SecretCall call = SecretCall.parse("${" + code + "}");

    assertThat(call instanceof SecretCall.Malformed ? Optional.empty() : Optional.of(call))
        .isEqualTo(SecretCallParser.parsed(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Bearer ${secrets.get('a', 'b')}        | 8
          ${secrets.get('a', 'b')}x              | 1
          ${secrets.get('a')}${secrets.get('b')} | 1
          ${secrets.get('a', 'b', 'c')}          | 1
          ${secrets.get()}                       | 1
          ${secrets.get('')}                     | 1
          ${secrets.get('a', name)}              | 1
          ${secrets.get('a' + 'b')}              | 1
          ${secrets.get(1)}                      | 1
          ${secret.get('a')}                     | 1
          ${secrets.gett('a')}                   | 1
          ${secrets['a']}                        | 1
          ${get('a')}                            | 1
          ${secrets.get('a'}                     | 1
          ${secrets.get('a')                     | 1
          ${}                                    | 1
          ${                                     | 1
          """)
  void anyOtherCallIsMalformed(String text, int column) {
    assertThat(SecretCall.parse(text))
        .isInstanceOfSatisfying(
            SecretCall.Malformed.class,
            malformed ->
                assertThat(malformed.problem())
                    .isEqualTo(
                        new ExpressionProblem(
                            1,
                            column,
                            "${secrets.get('vault', 'name')} alone is expected here",
                            null)));
  }

  private static Template compiled(String text) {
    return switch (Facts.ENVIRONMENT.compileTemplate(text)) {
      case Compilation.Compiled<Template> compiled -> compiled.result();
      case Compilation.Failed<Template> failed ->
          throw new AssertionError(text + ": " + failed.problems());
    };
  }

  private static List<String> problems(String text) {
    return switch (Facts.ENVIRONMENT.compileTemplate(text)) {
      case Compilation.Compiled<Template> compiled -> List.of();
      case Compilation.Failed<Template> failed ->
          failed.problems().stream()
              .map(problem -> problem.line() + ":" + problem.column() + " " + problem.message())
              .toList();
    };
  }
}
