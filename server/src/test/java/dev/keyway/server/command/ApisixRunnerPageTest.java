package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/apisix-runner.md shows of the daemon's configuration is what it takes. */
class ApisixRunnerPageTest {

  private static final Path PAGE = Path.of("../docs/apisix-runner.md");
  private static final Pattern CONFIGURATION =
      Pattern.compile("```yaml\n( *listeners:.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void daemonsConfiguration_isFine() throws IOException {
    Matcher shown = CONFIGURATION.matcher(Files.readString(PAGE));
    assertThat(shown.find()).isTrue();
    Files.writeString(
        folder.resolve("context.key"), "bdC2dT0Kz3Wn1s8vYb9QpRk5LxMhGfUeOaIjE7wVt4M=\n");
    for (String policy : new String[] {"chat", "code"}) {
      Files.writeString(folder.resolve(policy + ".yaml"), "providers: [{id: openai}]\n");
    }
    Path daemon = Files.writeString(folder.resolve("keyway.yaml"), shown.group(1).stripIndent());

    assertThat(Cli.run("check", daemon).exitCode()).isEqualTo(ExitCode.FINE);
  }
}
