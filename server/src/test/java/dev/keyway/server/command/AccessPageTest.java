package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.Keyway;
import dev.keyway.document.Problem.Severity;
import dev.keyway.policy.PolicyReading;
import dev.keyway.secret.SecretResolver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/access.md} shows is what the commands print and what policies may say. */
class AccessPageTest {

  private static final String COMMAND = "$ ./keyway ";

  @TempDir private Path folder;
  private String page;

  @BeforeEach
  void readPage() throws IOException {
    page = Files.readString(Path.of("../docs/access.md"));
  }

  @Test
  void commands_printWhatIsShown() {
    List<String> shown = new ArrayList<>();
    List<String> printed = new ArrayList<>();
    for (String step : block("console").split("(?m)^(?=\\$ )", -1)) {
      if (step.startsWith(COMMAND)) {
        List<String> lines = step.lines().toList();
        shown.addAll(normal(lines.subList(1, lines.size()).stream()));
        printed.addAll(normal(printed(lines.getFirst().substring(COMMAND.length()))));
      }
    }
    assertThat(printed).containsExactlyElementsOf(shown);
  }

  @Test
  void policy_loads() {
    PolicyReading reading =
        Keyway.policyReader(SecretResolver.ofEnvironment(name -> "sk-" + name), Severity.ERROR)
            .read("page", block("yaml").getBytes(StandardCharsets.UTF_8));
    assertThat(reading).isInstanceOf(PolicyReading.Loaded.class);
    assertThat(((PolicyReading.Loaded) reading).policy().warnings()).isEmpty();
  }

  private Stream<String> printed(String command) {
    List<Object> arguments = new ArrayList<>(Arrays.asList((Object[]) command.split(" ", -1)));
    arguments.add("--file");
    arguments.add(folder.resolve("access-keys.json"));
    Cli ran = Cli.run(arguments.toArray());
    return Stream.concat(ran.out().lines(), ran.err().lines())
        .map(line -> line.replace(folder + "/", ""));
  }

  /** Ids and days are others each time; the two outputs are shown as a terminal mixes them. */
  private static List<String> normal(Stream<String> lines) {
    return lines
        .map(line -> line.replaceAll("kw-[A-Za-z0-9]{8}-\\S+", "kw-KEY"))
        .map(line -> line.replaceAll("\\([A-Za-z0-9]{8}\\)|^[A-Za-z0-9]{8}(?=  )", "ID"))
        .map(line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\d", "DAY"))
        .sorted()
        .toList();
  }

  private String block(String language) {
    Matcher block =
        Pattern.compile("<!-- A test [^\n]*\n```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(page);
    assertThat(block.find()).as("a block of %s", language).isTrue();
    return block.group(1);
  }
}
