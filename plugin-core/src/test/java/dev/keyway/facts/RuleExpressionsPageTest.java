package dev.keyway.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.expression.Compilation;
import dev.keyway.expression.FunctionGuide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code docs/rule-expressions.md} is made of the code, and every example in it gives what it says.
 */
class RuleExpressionsPageTest {

  private static final Path PAGE = Path.of("../docs/rule-expressions.md");

  @Test
  void pageIsWhatTheCodeSays() throws IOException {
    String page = RuleExpressionsPage.text();
    if (Boolean.getBoolean("keyway.write-docs")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as(
            "docs/rule-expressions.md is stale; write it anew with ./mvnw test -pl plugin-core"
                + " -Dtest=RuleExpressionsPageTest -Dkeyway.write-docs=true")
        .isEqualTo(page);
  }

  @Test
  void everyVariableHasAnExample() {
    assertThat(RuleExpressionsPage.examples().keySet())
        .containsExactlyInAnyOrderElementsOf(
            RuleExpressionsPage.rows(RuleEnvironment.onResponse()).stream()
                .map(RuleExpressionsPage.Row::name)
                .toList());
  }

  static Stream<Arguments> examples() {
    return RuleExpressionsPage.examples().values().stream()
        .map(example -> Arguments.of(example.expression(), example.gives()));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleGivesWhatThePageSays(String expression, String gives) {
    assertThat(ExampleRequest.value(expression)).isEqualTo(gives);
  }

  static Stream<Map.Entry<String, String>> unsupported() {
    return UnsupportedVariables.REASONS.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("unsupported")
  void whatIsNotThere_isAnErrorThatSaysWhatToDo(Map.Entry<String, String> variable) {
    String last = variable.getKey().substring(variable.getKey().lastIndexOf('.') + 1);
    int column = 1 + variable.getKey().length() - last.length();
    assertThat(ExampleRequest.value(variable.getKey() + " == null"))
        .isEqualTo(
            "1:%d '%s' is not known here: %s"
                .formatted(column, variable.getKey(), variable.getValue()));
  }

  static Stream<FunctionGuide> functions() {
    return RuleFunctionsPart.examples();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void functionGivesWhatThePageSays(FunctionGuide guide) {
    assertThat(ExampleRequest.value(guide.example())).isEqualTo(guide.gives());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b64.encode('a')",
        "b64.decode('a')",
        "isUrl('a')",
        "secret('a', 'b')",
        "[x * 2 for x in [1]]",
        "{a: 1}",
        "getResHeader('a')",
        "hasResHeader('a')",
        "getResCookie('a')",
        "hasResCookie('a')"
      })
  void whatThePageSaysIsNotThere_doesNotLoad(String source) {
    assertThat(RuleEnvironment.onRequest().compile(source)).isInstanceOf(Compilation.Failed.class);
  }
}
