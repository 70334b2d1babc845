package dev.keyway.server.envoy;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Envoys, as {@code scripts/envoy} fetches them. */
enum EnvoyBinary {
  /** The oldest that the relay form is promised for. */
  OLDEST("1.36.2"),

  /** The newest; the native form needs it. */
  NEWEST("1.40.0");

  private static final Map<EnvoyBinary, Path> FETCHED = new ConcurrentHashMap<>();

  private final String version;

  EnvoyBinary(String version) {
    this.version = version;
  }

  /** The program; fetched if it has to be. */
  Path path() {
    return FETCHED.computeIfAbsent(this, EnvoyBinary::fetch);
  }

  private Path fetch() {
    Path script = checkout(Path.of("").toAbsolutePath()).resolve("scripts/envoy");
    try {
      Process process =
          new ProcessBuilder("python3", script.toString(), version)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? Path.of(printed) : missing();
    } catch (IOException e) {
      throw new UncheckedIOException("scripts/envoy can't be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Envoy was fetched", e);
    }
  }

  private Path missing() {
    String missing = "needs Envoy " + version + ": scripts/envoy said above why it isn't there";
    return Boolean.parseBoolean(System.getenv("CI")) ? fail(missing) : abort(missing);
  }

  private static Path checkout(Path folder) {
    return Files.isExecutable(folder.resolve("keyway")) ? folder : checkout(folder.getParent());
  }
}
