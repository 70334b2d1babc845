package dev.keyway.server.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** The repository these tests are in. */
final class Checkout {

  /** The folder of {@code ./keyway}. */
  static final Path ROOT = find(Path.of("").toAbsolutePath());

  private Checkout() {}

  /** The launcher. */
  static Path launcher() {
    return ROOT.resolve("keyway");
  }

  /** The distribution that Maven's {@code package} phase makes. */
  static Path distribution() {
    return ROOT.resolve("server/target/dist");
  }

  private static Path find(Path folder) {
    if (Files.isExecutable(folder.resolve("keyway"))) {
      return folder;
    }
    Path parent = folder.getParent();
    if (parent == null) {
      throw new IllegalStateException("run the tests inside the repository: no ./keyway above");
    }
    return find(parent);
  }
}
