package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.kong.config.FieldCheck;
import dev.keyway.kong.config.FieldKind;
import dev.keyway.kong.config.PluginField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/kong.md shows is what happens. */
class KongPageTest {

  private static final Path PAGE = Path.of("../docs/kong.md");
  private static final Pattern CONFIGURATION =
      Pattern.compile("```yaml\n( *listeners:.*?)```", Pattern.DOTALL);
  private static final Pattern FIELDS =
      Pattern.compile(
          "(\\| field \\| is \\| for \\|\n\\|---\\|---\\|---\\|\n).*?(<!-- end -->)",
          Pattern.DOTALL);
  private static final Pattern KONG_CONF =
      Pattern.compile("( *plugins = bundled,keyway\n.*?)```", Pattern.DOTALL);
  private static final Pattern CHOICE = Pattern.compile("`(?:keyway kong config )?--([a-z-]+)[ `]");

  @TempDir private Path folder;
  private String page;

  @BeforeEach
  void readPage() throws IOException {
    page = Files.readString(PAGE);
  }

  @Test
  void daemonsConfiguration_isOneThatKongsIsMadeFrom() throws IOException {
    assertThat(Cli.run("check", daemon()).exitCode()).isEqualTo(ExitCode.FINE);
    assertThat(Cli.run("kong", "config", "--config", daemon()).err()).isEmpty();
  }

  @Test
  void kongConf_isWhatTheCommandSays() throws IOException {
    Matcher block = KONG_CONF.matcher(page);
    assertThat(block.find()).isTrue();
    List<String> said =
        Cli.run("kong", "config", "--config", daemon())
            .out()
            .lines()
            .filter(line -> line.startsWith("#   "))
            .map(line -> line.substring(4).replaceFirst(" {5}\\(.*", ""))
            .toList();

    assertThat(block.group(1).stripIndent().lines())
        .filteredOn(line -> !line.isBlank())
        .isEqualTo(said);
  }

  @Test
  void fields_areThoseOfTheSchema() throws IOException {
    Matcher table = FIELDS.matcher(page);
    assertThat(table.find()).isTrue();
    String made =
        table.replaceFirst(
            result -> Matcher.quoteReplacement(result.group(1) + rows() + result.group(2)));
    if (System.getProperty("keyway.refresh") != null) {
      Files.writeString(PAGE, made);
      page = made;
    }

    assertThat(page)
        .as(
            "write it anew with ./mvnw test -pl server -am -Dtest=KongPageTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dkeyway.refresh")
        .isEqualTo(made);
  }

  @Test
  void options_exist() {
    String help = Cli.run("kong", "config", "--help").out();

    assertThat(CHOICE.matcher(page).results().map(option -> option.group(1)))
        .isNotEmpty()
        .allSatisfy(option -> assertThat(help).contains("--" + option));
  }

  private Path daemon() throws IOException {
    Matcher block = CONFIGURATION.matcher(page);
    assertThat(block.find()).isTrue();
    Files.writeString(folder.resolve("chat.yaml"), "providers: []\n");
    Files.writeString(folder.resolve("code.yaml"), "providers: []\n");
    return Files.writeString(folder.resolve("keyway.yaml"), block.group(1).stripIndent());
  }

  private static String rows() {
    return Arrays.stream(PluginField.values())
        .map(field ->
            "| `%s` | %s | %s |\n"
                .formatted(field.wireName(), is(field.kind()), field.description()))
        .collect(Collectors.joining());
  }

  private static String is(FieldKind kind) {
    return switch (kind) {
      case FieldKind.Text text ->
          "text of at most %d bytes; %s".formatted(text.longest(), errors(text.checks()));
      case FieldKind.Texts texts ->
          "texts of at most %d bytes, each by a name of at most %d, which %s"
              .formatted(texts.longest(), texts.longestName(), texts.name().error());
      case FieldKind.Switch off -> "`true` or `false`; `%s` by default".formatted(off.byDefault());
    };
  }

  private static String errors(List<FieldCheck> checks) {
    return checks.stream().map(FieldCheck::error).collect(Collectors.joining("; "));
  }
}
