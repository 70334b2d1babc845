package dev.keyway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.document.Problem.Severity;
import dev.keyway.facts.TemplateEnvironment;
import dev.keyway.policy.PolicyReader.Origin;
import dev.keyway.secret.SecretResolver;
import dev.keyway.select.KeyEnvironment;
import dev.keyway.select.ModelEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as people hold them from before; each loads as it stands, without as much as a warning. */
class OldPoliciesTest {

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/policies/old"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void loads_withoutAnyProblem(Path file) throws IOException {
    PolicyReading reading = reader().read("old", Files.readAllBytes(file));

    assertThat(reading).as(Policies.report(reading)).isInstanceOf(PolicyReading.Loaded.class);
    assertThat(Policies.problems(reading)).as(Policies.report(reading)).isEmpty();
  }

  /** Every variable is set, to a value of its own. */
  private static PolicyReader reader() {
    return new PolicyReader(
        new PolicyReader.Settings(
            ModelEnvironment::language,
            KeyEnvironment::language,
            TemplateEnvironment::shared,
            SecretResolver.ofEnvironment(name -> "value-of-" + name),
            Policies.LITERALS,
            Severity.ERROR,
            new Origin.Operator()));
  }
}
