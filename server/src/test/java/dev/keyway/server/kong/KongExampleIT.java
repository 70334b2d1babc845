package dev.keyway.server.kong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.ScriptedProvider;
import dev.keyway.server.config.ConfigReading;
import dev.keyway.server.config.ConfigSource;
import dev.keyway.server.config.Overrides;
import dev.keyway.server.daemon.Daemon;
import dev.keyway.server.daemon.Lines;
import dev.keyway.server.daemon.StartException;
import dev.keyway.server.daemon.Surroundings;
import dev.keyway.testkit.kong.KongFront;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * examples/kong without containers and without Kong: its files, at other addresses, with what plays
 * Kong's part in front. try.sh prints what the example's README shows.
 */
class KongExampleIT {

  private static final Path EXAMPLE = Path.of("../examples/kong");

  @TempDir private Path folder;

  @Test
  void tryScript_printsWhatTheReadmeShows() throws Exception {
    ComposeFile compose = ComposeFile.read(EXAMPLE.resolve("compose.yaml"));
    try (ScriptedProvider openAi = compose.provider("openai");
        ScriptedProvider google = compose.provider("google");
        Daemon daemon = keyway(compose, openAi, google);
        KongFront kong = kong(daemon)) {

      String printed = runTryScript(kong.url());

      assertThat(printed).isEqualTo(shownInReadme());
    }
  }

  private Daemon keyway(ComposeFile compose, ScriptedProvider openAi, ScriptedProvider google)
      throws IOException, StartException {
    Files.copy(EXAMPLE.resolve("chat.yaml"), folder.resolve("chat.yaml"));
    String yaml =
        Files.readString(EXAMPLE.resolve("keyway.yaml"))
            .replace("127.0.0.1:8710", "127.0.0.1:0")
            .replace("/run/keyway/kong.sock", socket().toString())
            .replace("http://127.0.0.1:" + compose.port("openai"), openAi.url().toString())
            .replace("http://127.0.0.1:" + compose.port("google"), google.url().toString());
    Path file = Files.writeString(folder.resolve("keyway.yaml"), yaml + "admin: {address: none}\n");
    var environment = compose.environment("keyway");
    ConfigSource source = new ConfigSource(file, environment::get, Overrides.NONE);
    ConfigReading read = source.read();
    assertThat(read.problems()).isEmpty();
    return Daemon.start(
        ((ConfigReading.Loaded) read).config(),
        source,
        new Surroundings(environment::get, InstantSource.system(), new Lines()));
  }

  private KongFront kong(Daemon daemon) throws IOException {
    return KongFront.start(
        Files.readString(EXAMPLE.resolve("kong.yml")),
        new KongFront.Place(
            socket(), URI.create(daemon.doors().getFirst().url()), folder.resolve("kong")));
  }

  private Path socket() {
    return folder.resolve("kong.sock");
  }

  private static String runTryScript(URI kong) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(EXAMPLE.resolve("try.sh").toString()).redirectErrorStream(true);
    builder.environment().put("KONG", kong.toString());
    Process script = builder.start();
    script.getOutputStream().close();
    String printed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(script.waitFor()).as(printed).isZero();
    return printed;
  }

  private static String shownInReadme() throws IOException {
    String readme = Files.readString(EXAMPLE.resolve("README.md"));
    return readme.split("```console\n\\$ ./try.sh\n", -1)[1].split("```", -1)[0];
  }
}
