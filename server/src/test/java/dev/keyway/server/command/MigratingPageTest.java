package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/migrating.md} shows what the commands print of the files in examples/migration. */
class MigratingPageTest {

  private static final Path FILES = Path.of("..", "examples", "migration");

  @Test
  void commands_printWhatThePageShows() throws IOException {
    new ConsolePage(Path.of("..", "docs", "migrating.md"), FILES).holds(ran -> ran.err().isEmpty());
  }

  @Test
  void oldFile_mustBeChanged_andTheNewOneLoads() {
    assertThat(Cli.run("check", "--report", FILES.resolve("old-policy.yaml")).exitCode())
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(Cli.run("check", "--ignore-host-actions", FILES.resolve("policy.yaml")).exitCode())
        .isEqualTo(ExitCode.FINE);
  }
}
