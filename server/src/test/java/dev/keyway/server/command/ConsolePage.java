package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that shows commands and what they print. {@code -Dkeyway.recipes.write} writes what they
 * print into the page instead of comparing.
 *
 * @param page the page's file
 * @param folder where the commands' files are; blocks with a name are written there
 */
record ConsolePage(Path page, Path folder) {

  private static final boolean WRITE = Boolean.getBoolean("keyway.recipes.write");
  private static final Pattern BLOCK =
      Pattern.compile("```(\\w+) ?(\\S*)\\n(.*?)```\\n", Pattern.DOTALL);
  private static final String PROMPT = "$ keyway ";

  /** Runs each command, and compares the page with what they print. */
  void holds(Predicate<Cli> fine) throws IOException {
    String text = Files.readString(page);
    String run = run(text, fine);
    if (WRITE) {
      Files.writeString(page, run);
    } else {
      assertThat(run).isEqualTo(text);
    }
  }

  /** The page with what its commands print. */
  private String run(String text, Predicate<Cli> fine) throws IOException {
    Matcher block = BLOCK.matcher(text);
    StringBuilder run = new StringBuilder();
    while (block.find()) {
      String language = block.group(1);
      String content = block.group(3);
      if (!block.group(2).isEmpty()) {
        Files.writeString(folder.resolve(block.group(2)), content);
      }
      String shown = language.equals("console") ? content.lines().findFirst().orElseThrow() : "";
      String replaced =
          language.equals("console")
              ? "```console\n" + shown + "\n" + printed(shown, fine) + "```\n"
              : block.group();
      block.appendReplacement(run, Matcher.quoteReplacement(replaced));
    }
    return block.appendTail(run).toString();
  }

  private String printed(String command, Predicate<Cli> fine) {
    assertThat(command).startsWith(PROMPT);
    List<Object> arguments = new ArrayList<>();
    Arrays.stream(command.substring(PROMPT.length()).split(" "))
        .map(word -> Files.exists(folder.resolve(word)) ? folder.resolve(word) : word)
        .forEach(arguments::add);
    Cli ran = Cli.run(arguments.toArray());
    assertThat(fine.test(ran)).as(command + "\n" + ran).isTrue();
    return ran.out().replace(folder + "/", "");
  }
}
