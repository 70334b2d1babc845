package dev.keyway.server.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The compose files of the examples are such as docker-compose reads: it starts nothing, and needs
 * no engine. Debian's package docker-compose has it.
 */
class ComposeFilesTest {

  private static final Path EXAMPLES = Path.of("../examples");
  private static final String PROGRAM = "docker-compose";

  static Stream<Path> files() throws IOException {
    try (Stream<Path> folders = Files.list(EXAMPLES)) {
      List<Path> found =
          folders
              .map(folder -> folder.resolve("compose.yaml"))
              .filter(Files::exists)
              .sorted()
              .toList();
      assertThat(found).isNotEmpty();
      return found.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void file_isRead(Path file) throws IOException, InterruptedException {
    boolean there = isThere();
    assumeTrue(there || System.getenv("CI") == null, PROGRAM + " is not on the PATH");
    assertThat(there).as(PROGRAM + " is on the PATH").isTrue();
    Process process =
        new ProcessBuilder(PROGRAM, "--file", file.toString(), "config", "--quiet")
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();

    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
  }

  private static boolean isThere() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
  }
}
