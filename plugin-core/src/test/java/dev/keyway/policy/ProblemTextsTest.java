package dev.keyway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a policy's author reads: each bad policy under {@code problems} with the report beside it,
 * word for word. To take over a changed text, run with the environment variable {@code
 * KEYWAY_ACCEPT_TEXTS} set, and read the difference.
 */
class ProblemTextsTest {

  private static final Path FOLDER = Path.of("src/test/resources/dev/keyway/policy/problems");

  static Stream<String> badPolicies() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.replace(".yaml", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("badPolicies")
  void reportIsWordForWord(String name) throws IOException {
    byte[] text = Files.readAllBytes(FOLDER.resolve(name + ".yaml"));
    Path expected = FOLDER.resolve(name + ".txt");

    String report = Policies.report(Policies.reader().read(name, text));

    if (System.getenv("KEYWAY_ACCEPT_TEXTS") != null) {
      Files.writeString(expected, report);
    }
    assertThat(report).isEqualTo(Files.readString(expected));
    assertThat(report).doesNotContain("canary", "sk-literal", "sk-primary");
  }
}
