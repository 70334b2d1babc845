package dev.keyway.server.gateway;

import dev.keyway.testkit.GatewaySetup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The daemon in a process of its own, which a test can stop, or end without a warning. */
public final class ChildKeyway implements AutoCloseable {

  private final Process process;

  private ChildKeyway(Process process) {
    this.process = process;
  }

  /**
   * Starts one and returns when it says that it is ready.
   *
   * @param more of its configuration
   */
  public static ChildKeyway start(GatewaySetup setup, String more) {
    try {
      Path file =
          Files.writeString(
              setup.folder().resolve("child.yaml"),
              setup.keywayYaml() + more + "admin: {address: none}\nrecords: {to: none}\n");
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx256m",
              "-XX:TieredStopAtLevel=1",
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              System.getProperty("java.class.path"),
              "dev.keyway.server.Main",
              "serve",
              "--config",
              file.toString());
      builder.environment().putAll(setup.environment());
      ChildKeyway child = new ChildKeyway(builder.redirectErrorStream(true).start());
      child.awaitReady();
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      if (line.contains("keyway is ready")) {
        return;
      }
    }
    throw new AssertionError("the daemon ended before it was ready:\n" + said);
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    await(process);
  }

  /** SIGSTOP: it is there, and does nothing. */
  public void stop() {
    signal("-STOP");
  }

  private void signal(String signal) {
    try {
      await(new ProcessBuilder("kill", signal, Long.toString(process.pid())).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Process process) {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a process", e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
