package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/secrets.md} shows is what the commands print. */
class SecretsPageTest {

  private static final Pattern BLOCK =
      Pattern.compile("<!-- A test [^\n]*\n```console\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PIPED = Pattern.compile("printf %s \"\\$(\\w+)\" \\| (.*)");
  private static final String KEYWAY = "./keyway ";
  private static final String MAKE_PASSPHRASE = "openssl rand -base64 32 > ";
  private static final String SHOW = "cat ";

  @TempDir private Path folder;

  @Test
  void commands_printWhatIsShown() throws IOException {
    Files.writeString(
        folder.resolve("more.json"),
        "{\"google\": {\"key\": \"AIza-1\"}, \"openai/backup-key\": \"sk-backup\"}");
    String page = Files.readString(Path.of("../docs/secrets.md"));
    List<String> blocks = BLOCK.matcher(page).results().map(block -> block.group(1)).toList();
    assertThat(blocks).hasSize(4);
    for (String block : blocks) {
      for (String step : block.split("(?m)^(?=\\$ )", -1)) {
        if (!step.isEmpty()) {
          run(step);
        }
      }
    }
  }

  private void run(String step) throws IOException {
    List<String> lines = step.lines().toList();
    String command = lines.getFirst().substring("$ ".length());
    List<String> shown = lines.subList(1, lines.size());
    if (command.startsWith(MAKE_PASSPHRASE)) {
      String name = command.substring(MAKE_PASSPHRASE.length());
      Files.writeString(folder.resolve(name), name + " that nobody guesses\n");
    } else if (command.startsWith(SHOW)) {
      Path file = folder.resolve(command.substring(SHOW.length()));
      Files.writeString(file, String.join("\n", shown) + "\n");
    } else {
      assertThat(normal(printed(command))).as(command).isEqualTo(normal(shown.stream()));
    }
  }

  private Stream<String> printed(String command) {
    MatchResult piped = PIPED.matcher(command).results().findFirst().orElse(null);
    String keyway = piped == null ? command : piped.group(2);
    assertThat(keyway).startsWith(KEYWAY);
    String input = piped == null ? "" : "sk-" + piped.group(1).replace('_', '-');
    List<Object> arguments = new ArrayList<>();
    Arrays.stream(keyway.substring(KEYWAY.length()).split(" "))
        .map(word -> word.matches("passphrase(-2)?|\\w+\\.\\w+") ? folder.resolve(word) : word)
        .forEach(arguments::add);
    arguments.add("--file");
    arguments.add(folder.resolve("keyway.vault"));
    Cli ran = Input.of(input, () -> Cli.run(arguments.toArray()));
    return Stream.concat(ran.out().lines(), ran.err().lines())
        .map(line -> line.replace(folder + "/", ""));
  }

  /** Fingerprints and times are others each time. */
  private static List<String> normal(Stream<String> lines) {
    return lines
        .map(line -> line.replaceAll("(?<=fingerprint |Z  )[A-Za-z0-9_-]{12}", "FINGERPRINT"))
        .map(line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME"))
        .toList();
  }
}
