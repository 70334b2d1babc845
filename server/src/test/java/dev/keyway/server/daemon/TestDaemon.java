package dev.keyway.server.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyway.access.AccessKeyWish;
import dev.keyway.access.AccessKeysFile;
import dev.keyway.document.ProblemReport;
import dev.keyway.server.config.ConfigReading;
import dev.keyway.server.config.ConfigSource;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.Overrides;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** A daemon in this process, on ports of its own, and a client of it. */
final class TestDaemon implements AutoCloseable {

  static final String CHAT =
      "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
  static final String STREAMED_CHAT =
      "{\"model\":\"gpt-4o\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

  private final Daemon daemon;
  private final Lines output;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestDaemon(Daemon daemon, Lines output) {
    this.daemon = daemon;
    this.output = output;
  }

  /**
   * Starts one.
   *
   * @param folder where the files are that the configuration names
   */
  static TestDaemon start(Path folder, String yaml, Map<String, String> environment)
      throws StartException {
    ConfigSource source = new ConfigSource(write(folder, yaml), environment::get, Overrides.NONE);
    Lines output = new Lines();
    Daemon daemon =
        Daemon.start(
            config(source),
            source,
            new Surroundings(environment::get, InstantSource.system(), output));
    return new TestDaemon(daemon, output);
  }

  private static Path write(Path folder, String yaml) {
    try {
      return Files.writeString(folder.resolve("keyway.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DaemonConfig config(ConfigSource source) {
    ConfigReading reading = source.read();
    if (reading instanceof ConfigReading.Loaded loaded) {
      return loaded.config();
    }
    throw new AssertionError(new ProblemReport("keyway.yaml", reading.problems()).text());
  }

  /** Makes an access key in a file. */
  static String createKey(Path file, String name) {
    try {
      return new AccessKeysFile(file)
          .create(AccessKeyWish.named(name), Instant.now(), new SecureRandom())
          .text()
          .reveal();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  Daemon daemon() {
    return daemon;
  }

  Lines output() {
    return output;
  }

  HttpRequest.Builder request(int door) {
    URI url = URI.create(daemon.doors().get(door).url() + "/v1/chat/completions");
    return HttpRequest.newBuilder(url)
        .timeout(Duration.ofSeconds(20))
        .header("content-type", "application/json");
  }

  HttpResponse<String> chat(String accessKey) throws IOException, InterruptedException {
    HttpRequest.Builder request = request(0).POST(BodyPublishers.ofString(CHAT));
    if (!accessKey.isEmpty()) {
      request.header("authorization", "Bearer " + accessKey);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpClient client() {
    return client;
  }

  HttpResponse<String> admin(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + daemon.adminAddress() + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return new ObjectMapper().readTree(response.body());
  }

  @Override
  public void close() {
    daemon.close();
    client.close();
  }
}
