package dev.keyway.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentReferencesTest {

  private static final Map<String, String> SET =
      Map.of("PORT", "8700", "HOST", "a$1", "TRAP", "${env.HOST}");

  private final Problems problems = new Problems();

  private Fields replaced(String yaml) {
    Node root = DocumentReader.read(yaml.getBytes(StandardCharsets.UTF_8), problems);
    return Fields.of(new EnvironmentReferences(SET::get, problems).replace(root), problems);
  }

  @Test
  void variablesAreReplaced_onceAndAsTheyAre() {
    Fields fields =
        replaced(
            "p: ${env.PORT}\nh: '${env.HOST}:${env.PORT}'\nl: ['${env.TRAP}']\nq: '${env.PORT}'");

    assertThat(fields.whole("p", 1, 65535)).isEqualTo(8700);
    assertThat(fields.text("h")).isEqualTo("a$1:8700");
    assertThat(fields.texts("l").getFirst().text()).isEqualTo("${env.HOST}");
    assertThat(fields.text("q")).isEqualTo("8700");
    assertThat(problems.inOrder()).isEmpty();
  }

  @Test
  void unsetVariableIsAnError() {
    replaced("a:\n  - x\n  - ${env.GONE}\n");

    assertThat(problems.inOrder())
        .containsExactly(
            new Problem(
                Problem.Severity.ERROR,
                "a[1]",
                3,
                5,
                "the environment variable GONE is not set",
                null));
  }
}
