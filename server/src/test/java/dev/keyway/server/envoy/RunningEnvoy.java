package dev.keyway.server.envoy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An Envoy in a process of its own, with its log in a file. Closing ends it. */
final class RunningEnvoy implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long BETWEEN_NANOS = 5_000_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path log;
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI admin;
  private final URI url;

  private RunningEnvoy(Process process, Path log, Path adminAddress) {
    this.process = process;
    this.log = log;
    try {
      this.admin = URI.create("http://" + await("its admin address", () -> written(adminAddress)));
      await("readiness", () -> admin("/ready").equals("LIVE\n") ? "" : null);
      this.url = URI.create("http://127.0.0.1:" + port());
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  /**
   * Starts one and returns when it takes requests.
   *
   * @param folder where its configuration, its log and its address go
   * @param yaml a bootstrap configuration whose listener and admin have port 0
   */
  static RunningEnvoy start(
      EnvoyBinary binary, Path folder, String yaml, Map<String, String> environment) {
    try {
      Path config = Files.writeString(folder.resolve("envoy.yaml"), yaml);
      Path log = folder.resolve("envoy.log");
      Path adminAddress = folder.resolve("envoy-admin");
      Files.deleteIfExists(adminAddress);
      List<String> command = new ArrayList<>(List.of(binary.path().toString()));
      command.addAll(List.of("--config-path", config.toString()));
      command.addAll(List.of("--admin-address-path", adminAddress.toString()));
      command.addAll(List.of("--use-dynamic-base-id", "--concurrency", "2"));
      command.addAll(List.of("--log-level", "warning", "--log-path", log.toString()));
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(folder.resolve("envoy.out").toFile());
      builder.environment().putAll(environment);
      return new RunningEnvoy(builder.start(), log, adminAddress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where its first listener takes requests. */
  URI url() {
    return url;
  }

  /** A page of its admin interface. */
  String admin(String path) {
    return admin(HttpRequest.newBuilder(admin.resolve(path)).build());
  }

  /** What it has logged so far. */
  String log() {
    try {
      return Files.readString(log) + Files.readString(log.resolveSibling("envoy.out"));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  private String admin(HttpRequest request) {
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Envoy", e);
    }
  }

  private int port() throws AssertionError {
    try {
      JsonNode listeners = JSON.readTree(admin("/listeners?format=json"));
      return listeners.at("/listener_statuses/0/local_address/socket_address/port_value").asInt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String written(Path file) throws IOException {
    return Files.exists(file) && Files.size(file) > 0 ? Files.readString(file) : null;
  }

  /** Asks again and again: Envoy tells nobody when it is there. */
  private String await(String what, Callable<String> look) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      try {
        String found = look.call();
        if (found != null) {
          return found;
        }
      } catch (Exception notYet) {
        // Its admin interface refuses connections at first.
      }
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
    throw new AssertionError("Envoy came without " + what + ":\n" + log());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
