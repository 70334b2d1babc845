package dev.keyway.server.e2e;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the cases of {@code src/test/python} with the libraries of the {@link PythonEnvironment}.
 */
final class PythonClients {

  private static final Path CASES = Checkout.ROOT.resolve("server/src/test/python");

  /** Where programs complain. */
  static final Path SAID = Checkout.ROOT.resolve("server/target/python-clients.log");

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
    String python = PythonEnvironment.programs().resolve("python").toString();
    Finished finished = run(environment, python, "-B", CASES.resolve("main.py").toString());
    if (finished.lines().isEmpty()) {
      fail("the cases did not run: see " + SAID);
    }
    return finished.lines();
  }

  /** Runs a program to its end, with more environment than this one's. */
  static Finished run(Map<String, String> environment, String... command) {
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

  /** What a program came to, and what it printed. */
  record Finished(int exitCode, List<String> lines) {}
}
