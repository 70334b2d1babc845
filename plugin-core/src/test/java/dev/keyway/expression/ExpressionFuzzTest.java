package dev.keyway.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Whatever a text says, compiling it gives a result or problems, and evaluating it a value or a
 * failure.
 */
class ExpressionFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void compilingAndEvaluating_neverThrow(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    switch (Facts.ENVIRONMENT.compile(text)) {
      case Compilation.Compiled<Expression> compiled ->
          assertThat(compiled.result().evaluate(Facts.variables(), Facts.FIRST)).isNotNull();
      case Compilation.Failed<Expression> failed -> assertThat(failed.problems()).isNotEmpty();
    }
    switch (Facts.ENVIRONMENT.compileTemplate(text)) {
      case Compilation.Compiled<Template> compiled ->
          assertThat(compiled.result().evaluate(Facts.variables(), Facts.FIRST)).isNotNull();
      case Compilation.Failed<Template> failed -> assertThat(failed.problems()).isNotEmpty();
    }
    assertThat(SecretCall.parse(text)).isNotNull();
  }
}
