package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recipes' page shows policies and what {@code explain} says of them: each command on it is run
 * with the files shown before it.
 */
class RecipesTest {

  @TempDir private Path folder;

  @Test
  void everyRecipe_doesWhatThePageSays() throws IOException {
    new ConsolePage(Path.of("..", "docs", "selection.md"), folder).holds(RecipesTest::isExplained);
  }

  private static boolean isExplained(Cli explain) {
    assertThat(explain.err().lines().filter(line -> !line.contains("stand-ins"))).isEmpty();
    return List.of(ExitCode.FINE, ExitCode.DIFFERENT).contains(explain.exitCode());
  }
}
