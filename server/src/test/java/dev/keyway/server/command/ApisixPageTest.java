package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.host.RouteSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/apisix.md shows is what happens. */
class ApisixPageTest {

  private static final Path PAGE = Path.of("../docs/apisix.md");
  private static final Pattern CONFIGURATION =
      Pattern.compile("```yaml\n( *listeners:.*?)```", Pattern.DOTALL);
  private static final Pattern GATEWAY =
      Pattern.compile("```yaml\n(gateways:.*?)```", Pattern.DOTALL);
  private static final Pattern EXT_PLUGIN = Pattern.compile("```yaml\n *(ext-plugin: .*)\n");
  private static final Pattern FIELD = Pattern.compile("\n\\| `([a-z_]+)` \\|");
  private static final Pattern CHOICE =
      Pattern.compile("`(?:keyway apisix route )?--([a-z-]+)[ `]");

  @TempDir private Path folder;
  private String page;

  @BeforeEach
  void readPage() throws IOException {
    page = Files.readString(PAGE);
  }

  @Test
  void daemonsConfiguration_isOneThatRoutesAreMadeFrom() throws IOException {
    Path daemon = daemon(only(CONFIGURATION).stripIndent());

    assertThat(Cli.run("check", daemon).exitCode()).isEqualTo(ExitCode.FINE);
    assertThat(Cli.run("apisix", "route", "--config", daemon, "--format=adc").err()).isEmpty();
  }

  @Test
  void anonymousConsumers_areConfiguredSo() throws IOException {
    Path daemon = daemon("listeners: [{kind: gateway, address: 127.0.0.1:8710}]\n" + only(GATEWAY));

    assertThat(Cli.run("check", daemon).exitCode()).isEqualTo(ExitCode.FINE);
  }

  @Test
  void extPlugin_isWhatTheCommandSays() throws IOException {
    Path daemon = daemon(only(CONFIGURATION).stripIndent());

    for (String format : new String[] {"standalone", "adc"}) {
      assertThat(Cli.run("apisix", "route", "--config", daemon, "--format", format).out())
          .contains("#   " + only(EXT_PLUGIN) + "\n");
    }
  }

  @Test
  void fieldsOfTheValue_areThoseThatAreRead() {
    String table = page.split("## What `value` holds", -1)[1].split("\n\n\\*\\*", -1)[0];

    assertThat(FIELD.matcher(table).results().map(field -> field.group(1)))
        .containsExactly(
            RouteSettings.POLICY,
            RouteSettings.POLICY_INLINE,
            RouteSettings.PREFIX,
            RouteSettings.VARS);
  }

  @Test
  void options_exist() {
    String help = Cli.run("apisix", "route", "--help").out();

    assertThat(CHOICE.matcher(page).results().map(option -> option.group(1)))
        .isNotEmpty()
        .allSatisfy(option -> assertThat(help).contains("--" + option));
  }

  private String only(Pattern block) {
    Matcher matcher = block.matcher(page);
    assertThat(matcher.find()).as(block.pattern()).isTrue();
    return matcher.group(1);
  }

  private Path daemon(String yaml) throws IOException {
    Files.writeString(folder.resolve("chat.yaml"), "providers: []\n");
    Files.writeString(folder.resolve("code.yaml"), "providers: []\n");
    return Files.writeString(folder.resolve("keyway.yaml"), yaml);
  }
}
