package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recipes' page shows policies and what {@code explain} says of them: each command on it is run
 * with the files shown before it. {@code -Dkeyway.recipes.write} writes what they print into the
 * page instead.
 */
class RecipesTest {

  private static final boolean WRITE = Boolean.getBoolean("keyway.recipes.write");
  private static final Path PAGE = Path.of("..", "docs", "selection.md");
  private static final Pattern BLOCK =
      Pattern.compile("```(\\w+) ?(\\S*)\\n(.*?)```\\n", Pattern.DOTALL);
  private static final String PROMPT = "$ keyway ";

  @TempDir private Path folder;

  @Test
  void everyRecipe_doesWhatThePageSays() throws IOException {
    String page = Files.readString(PAGE);
    String run = run(page);
    if (WRITE) {
      Files.writeString(PAGE, run);
    } else {
      assertThat(run).isEqualTo(page);
    }
  }

  /** The page with what its commands print. */
  private String run(String page) throws IOException {
    Matcher block = BLOCK.matcher(page);
    StringBuilder run = new StringBuilder();
    while (block.find()) {
      String language = block.group(1);
      String text = block.group(3);
      if (!block.group(2).isEmpty()) {
        Files.writeString(folder.resolve(block.group(2)), text);
      }
      String shown = language.equals("console") ? text.lines().findFirst().orElseThrow() : "";
      String replaced =
          language.equals("console")
              ? "```console\n" + shown + "\n" + printed(shown) + "```\n"
              : block.group();
      block.appendReplacement(run, Matcher.quoteReplacement(replaced));
    }
    return block.appendTail(run).toString();
  }

  private String printed(String command) {
    assertThat(command).startsWith(PROMPT);
    List<Object> arguments = new ArrayList<>();
    Arrays.stream(command.substring(PROMPT.length()).split(" "))
        .map(word -> Files.exists(folder.resolve(word)) ? folder.resolve(word) : word)
        .forEach(arguments::add);
    Cli explain = Cli.run(arguments.toArray());
    assertThat(explain.exitCode())
        .as(command + "\n" + explain.err())
        .isIn(ExitCode.FINE, ExitCode.DIFFERENT);
    assertThat(explain.err().lines().filter(line -> !line.contains("stand-ins"))).isEmpty();
    return explain.out();
  }
}
