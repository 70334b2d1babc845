package dev.keyway.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.expression.Compilation;
import dev.keyway.expression.Evaluation;
import dev.keyway.expression.Expression;
import dev.keyway.expression.FunctionGuide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/expressions.md} is made of the code, and every example in it gives what it says. */
class ExpressionsPageTest {

  private static final Path PAGE = Path.of("../docs/expressions.md");

  @Test
  void pageIsWhatTheCodeSays() throws IOException {
    String page = ExpressionsPage.text();
    if (Boolean.getBoolean("keyway.write-docs")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as(
            "docs/expressions.md is stale; write it anew with ./mvnw test -pl plugin-core"
                + " -Dtest=ExpressionsPageTest -Dkeyway.write-docs=true")
        .isEqualTo(page);
  }

  static Stream<FunctionGuide> examples() {
    return Stream.concat(FunctionGuide.all(), ExpressionsPage.STANDARD.stream());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleGivesWhatThePageSays(FunctionGuide guide) {
    assertThat(value(guide.example())).isEqualTo(guide.gives());
  }

  private static String value(String source) {
    return switch (ModelEnvironment.language().environment().compile(source)) {
      case Compilation.Failed<Expression> failed -> failed.problems().toString();
      case Compilation.Compiled<Expression> compiled ->
          switch (compiled
              .result()
              .evaluate(ModelEnvironment.variables(ModelCase.of().scene()), new Random(1))) {
            case Evaluation.Value given -> shown(given.value());
            case Evaluation.Failure failure -> failure.words();
          };
    };
  }

  private static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> "'" + text + "'";
      case List<?> list when list.stream().allMatch(ModelView.class::isInstance) ->
          String.join(", ", list.stream().map(Object::toString).toList());
      case List<?> list -> list.stream().map(ExpressionsPageTest::shown).toList().toString();
      default -> value.toString();
    };
  }
}
