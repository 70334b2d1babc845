package dev.keyway.server.e2e;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Python with the libraries that {@code src/test/python/requirements.txt} pins, in a folder that
 * later tests and later runs find again.
 */
final class PythonEnvironment {

  private static final Path REQUIREMENTS =
      Checkout.ROOT.resolve("server/src/test/python/requirements.txt");
  private static final Path VENV = Checkout.ROOT.resolve("server/target/clients-venv");
  private static final Path INSTALLED = VENV.resolve("installed.txt");

  private PythonEnvironment() {}

  /** The folder of its programs: {@code python}, {@code pip}. */
  static Path programs() {
    try {
      if (!Files.exists(INSTALLED) || Files.mismatch(INSTALLED, REQUIREMENTS) >= 0) {
        install();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return VENV.resolve("bin");
  }

  private static void install() throws IOException {
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
  }

  private static void need(String what, String... command) {
    if (PythonClients.run(Map.of(), command).exitCode() != 0) {
      String missing = "needs " + what + ": see " + PythonClients.SAID;
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        fail(missing);
      }
      abort(missing);
    }
  }
}
