package dev.keyway.server.e2e;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the cases of {@code src/test/python} with the libraries that its {@code requirements.txt}
 * pins, in an environment that later runs find again.
 */
final class PythonClients {

  private static final Path CASES = Checkout.ROOT.resolve("server/src/test/python");
  private static final Path REQUIREMENTS = CASES.resolve("requirements.txt");
  private static final Path VENV = Checkout.ROOT.resolve("server/target/clients-venv");
  private static final Path INSTALLED = VENV.resolve("installed.txt");
  private static final Path SAID = Checkout.ROOT.resolve("server/target/python-clients.log");

  /** Installing takes some twenty seconds, all cases as many, on two processors. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** As shells say it. */
  private static final int NO_SUCH_PROGRAM = 127;

  private PythonClients() {}

  /**
   * Plays all cases.
   *
   * @param environment what they are told
   * @return a line of JSON for each
   */
  static List<String> play(Map<String, String> environment) {
    install();
    String python = VENV.resolve("bin/python").toString();
    Finished finished = run(environment, python, "-B", CASES.resolve("main.py").toString());
    if (finished.lines().isEmpty()) {
      fail("the cases did not run: see " + SAID);
    }
    return finished.lines();
  }

  private static void install() {
    try {
      if (Files.exists(INSTALLED) && Files.mismatch(INSTALLED, REQUIREMENTS) < 0) {
        return;
      }
      need("python3 with venv", "python3", "-m", "venv", "--clear", VENV.toString());
      need(
          "the packages of " + REQUIREMENTS,
          VENV.resolve("bin/pip").toString(),
          "install",
          "--quiet",
          "--disable-pip-version-check",
          "--require-hashes",
          "--only-binary=:all:",
          "-r",
          REQUIREMENTS.toString());
      Files.copy(REQUIREMENTS, INSTALLED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void need(String what, String... command) {
    if (run(Map.of(), command).exitCode() != 0) {
      String missing = "needs " + what + ": see " + SAID;
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        fail(missing);
      }
      abort(missing);
    }
  }

  private static Finished run(Map<String, String> environment, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(SAID.toFile());
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException noSuchProgram) {
      return new Finished(NO_SUCH_PROGRAM, List.of());
    }
    try {
      List<String> lines =
          CompletableFuture.supplyAsync(() -> process.inputReader().lines().toList())
              .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      return new Finished(process.waitFor(), lines);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      throw new AssertionError(String.join(" ", command) + " did not end: see " + SAID, e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private record Finished(int exitCode, List<String> lines) {}
}
