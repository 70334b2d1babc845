package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/envoy.md shows is what happens. */
class EnvoyPageTest {

  private static final Pattern CONFIGURATION =
      Pattern.compile("```yaml\n( *listeners:.*?)```", Pattern.DOTALL);
  private static final Pattern REFUSED =
      Pattern.compile("```console\n\\$ keyway (envoy config [^\n]*)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CHOICE = Pattern.compile("`--([a-z-]+)[ `]");

  @TempDir private Path folder;
  private String page;

  @BeforeEach
  void readPage() throws IOException {
    page = Files.readString(Path.of("../docs/envoy.md"));
  }

  @Test
  void daemonsConfiguration_isOneThatEnvoysIsMadeFrom() throws IOException {
    Matcher block = CONFIGURATION.matcher(page);
    assertThat(block.find()).isTrue();
    Path config = Files.writeString(folder.resolve("keyway.yaml"), block.group(1).stripIndent());
    Files.writeString(folder.resolve("chat.yaml"), "providers: []\n");
    Files.writeString(folder.resolve("code.yaml"), "providers: []\n");

    assertThat(Cli.run("check", config).exitCode()).isEqualTo(ExitCode.FINE);
    assertThat(Cli.run("envoy", "config", "--config", config).err()).isEmpty();
  }

  @Test
  void refusal_isShownAsItIs() {
    Matcher block = REFUSED.matcher(page);
    assertThat(block.find()).isTrue();

    Cli run = Cli.run((Object[]) block.group(1).replace("examples/", "../examples/").split(" "));

    assertThat(run.err().replace("../examples/", "examples/")).isEqualTo(block.group(2));
  }

  @Test
  void options_exist() {
    String help = Cli.run("envoy", "config", "--help").out();

    assertThat(CHOICE.matcher(page).results().map(option -> option.group(1)))
        .isNotEmpty()
        .allSatisfy(option -> assertThat(help).contains("--" + option));
  }
}
