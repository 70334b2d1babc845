package dev.keyway.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Strategies over models as the retired vendor's documentation showed them: old files hold such
 * lines, and each must load and run as it stands.
 */
class DocumentedStrategiesTest {

  static List<String> lines() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/select/documented-models.txt"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void loadsAndRuns(String strategy) {
    ModelChoice choice = ModelCase.of(strategy).choose("auto");
    assertThat(choice.runs()).extracting(ModelRun::error).containsOnlyNulls();
  }
}
