package dev.keyway.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.ScriptedProvider;
import dev.keyway.server.config.ConfigReading;
import dev.keyway.server.config.ConfigSource;
import dev.keyway.server.config.Overrides;
import dev.keyway.server.daemon.Daemon;
import dev.keyway.server.daemon.Lines;
import dev.keyway.server.daemon.StartException;
import dev.keyway.server.daemon.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * A gateway's example without containers and without the gateway: its files, at other addresses.
 * What plays the gateway's part is the test's.
 */
public final class GatewayExample implements AutoCloseable {

  private final Path files;
  private final Path folder;
  private final ScriptedProvider openAi;
  private final ScriptedProvider google;
  private final Daemon daemon;

  private GatewayExample(
      Path files, Path folder, ScriptedProvider openAi, ScriptedProvider google, Daemon daemon) {
    this.files = files;
    this.folder = folder;
    this.openAi = openAi;
    this.google = google;
    this.daemon = daemon;
  }

  /**
   * Starts its providers and its daemon.
   *
   * @param gateway the example's name
   * @param folder for files that are not those of the example
   */
  public static GatewayExample start(String gateway, Path folder)
      throws IOException, StartException {
    Path files = Path.of("../examples").resolve(gateway);
    ComposeFile compose = ComposeFile.read(files.resolve("compose.yaml"));
    ScriptedProvider openAi = compose.provider("openai");
    ScriptedProvider google = compose.provider("google");
    Files.copy(files.resolve("chat.yaml"), folder.resolve("chat.yaml"));
    String yaml =
        Files.readString(files.resolve("keyway.yaml"))
            .replace("127.0.0.1:8710", "127.0.0.1:0")
            .replace("127.0.0.1:8720", "unix:" + folder + "/extproc.sock")
            .replace("/run/keyway/", folder + "/")
            .replace("http://127.0.0.1:" + compose.port("openai"), openAi.url().toString())
            .replace("http://127.0.0.1:" + compose.port("google"), google.url().toString());
    Path file = Files.writeString(folder.resolve("keyway.yaml"), yaml + "admin: {address: none}\n");
    return new GatewayExample(files, folder, openAi, google, daemon(file, compose));
  }

  private static Daemon daemon(Path file, ComposeFile compose) throws StartException {
    var environment = compose.environment("keyway");
    ConfigSource source = new ConfigSource(file, environment::get, Overrides.NONE);
    ConfigReading read = source.read();
    assertThat(read.problems()).isEmpty();
    return Daemon.start(
        ((ConfigReading.Loaded) read).config(),
        source,
        new Surroundings(environment::get, InstantSource.system(), new Lines()));
  }

  /** One of the example's files. */
  public String file(String name) throws IOException {
    return Files.readString(files.resolve(name));
  }

  /** The daemon's configuration, with the addresses that it has here. */
  public Path config() {
    return folder.resolve("keyway.yaml");
  }

  /** Where the gateway asks, with the name that the example gives it. */
  public Path socket(String name) {
    return folder.resolve(name);
  }

  /** Where the gateway sends requests. */
  public URI relay() {
    return URI.create(daemon.doors().getFirst().url());
  }

  /**
   * What try.sh prints.
   *
   * @param variable what names the gateway to it
   */
  public String printed(String variable, URI gateway) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(files.resolve("try.sh").toString()).redirectErrorStream(true);
    builder.environment().put(variable, gateway.toString());
    Process script = builder.start();
    script.getOutputStream().close();
    String printed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(script.waitFor()).as(printed).isZero();
    return printed;
  }

  /** What the example's README says that it prints. */
  public String shown() throws IOException {
    return file("README.md").split("```console\n\\$ ./try.sh\n", -1)[1].split("```", -1)[0];
  }

  @Override
  public void close() {
    daemon.close();
    google.close();
    openAi.close();
  }
}
