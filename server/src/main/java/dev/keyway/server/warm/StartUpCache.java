package dev.keyway.server.warm;

import dev.keyway.scripted.ScriptedProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/** Makes the file from which the JVM starts quicker. */
final class StartUpCache {

  private StartUpCache() {}

  /**
   * Makes it. A file that is there stays until the new one is complete, then is replaced at once: a
   * daemon that runs from it keeps what it mapped, and of two that are made at a time one remains.
   *
   * @param launcher what {@code keyway} is started by; it knows the options of the JVM
   * @param file the cache
   */
  static void make(Path launcher, Path file) throws WarmException, InterruptedException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    try {
      Files.createDirectories(folder);
      Path work = Files.createTempDirectory(folder, "making-");
      try {
        make(launcher, file, work);
      } finally {
        delete(work);
      }
    } catch (IOException e) {
      throw new WarmException(
          "files can't be made in " + folder + " (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static void make(Path launcher, Path file, Path work)
      throws IOException, WarmException, InterruptedException {
    Path made = work.resolve("cache");
    copy("policy.yaml", work);
    copy("keyway.yaml", work);
    String accessKey = Rehearsal.accessKey(work.resolve("access-keys.json"));
    try (ScriptedProvider openai = ScriptedProvider.start("openai");
        ScriptedProvider anthropic = ScriptedProvider.start("anthropic");
        Trainee daemon =
            Trainee.start(launcher, work, made, openai.baseUrl(), anthropic.baseUrl())) {
      Rehearsal.play(daemon.url(), daemon.admin(), accessKey, openai);
      daemon.end();
    }
    if (!Files.isRegularFile(made)) {
      throw new WarmException("the JVM wrote none; its version or an option may not know how");
    }
    Files.move(made, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void copy(String name, Path folder) throws IOException {
    try (InputStream in = StartUpCache.class.getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(in, name), folder.resolve(name));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
