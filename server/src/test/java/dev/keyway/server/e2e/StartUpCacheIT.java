package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.server.e2e.Child.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The start-up cache of a distribution: made, used, and in no way needed. Whether it is used shows
 * in where the JVM says that it found its classes; nothing here is timed.
 */
class StartUpCacheIT {

  /** A machine that is busy with other tests plays and writes for a while. */
  private static final Duration MAKING_LIMIT = Duration.ofMinutes(5);

  private static final String OURS = "dev.keyway.server.Main source: ";
  private static final String FROM_CACHE = OURS + "shared objects file";

  @TempDir static Path shared;

  private static Path distribution;
  private static Finished made;

  @TempDir Path folder;

  @BeforeAll
  static void makeIt() throws IOException {
    distribution = copy(Checkout.distribution(), shared.resolve("dist"));
    try (Child warm = keyway(shared, distribution).start(List.of("warm"))) {
      made = warm.awaitEnd(MAKING_LIMIT);
    }
  }

  @Test
  void warm_makesOneFile_andLeavesNothingElse() throws IOException {
    assertThat(made.exitCode()).as(made.toString()).isZero();
    assertThat(made.out()).isEmpty();
    try (Stream<Path> files = Files.list(distribution.resolve("cache"))) {
      assertThat(files).singleElement().asString().contains(Runtime.version().feature() + ".");
    }
  }

  @Test
  void aStart_takesItsClassesFromTheCache() throws IOException {
    assertThat(classesOfAStart(keyway(folder, distribution))).contains(FROM_CACHE);
  }

  @Test
  void none_startsWithoutIt() throws IOException {
    assertThat(classesOfAStart(keyway(folder, distribution).with("KEYWAY_CACHE", "none")))
        .contains(OURS)
        .doesNotContain(FROM_CACHE);
  }

  @Test
  void jarsBuiltAfterIt_startWithoutIt() throws IOException {
    Path newer = copy(distribution, folder.resolve("dist"));
    Files.setLastModifiedTime(
        newer.resolve("keyway.jar"), FileTime.fromMillis(System.currentTimeMillis() + 60_000));

    assertThat(classesOfAStart(keyway(folder, newer))).contains(OURS).doesNotContain(FROM_CACHE);
  }

  @Test
  void otherJarsThanItsOwn_startWithoutIt() throws IOException {
    Path other = copy(distribution, folder.resolve("dist"));
    Files.setLastModifiedTime(other.resolve("keyway.jar"), FileTime.fromMillis(1_000_000_000_000L));

    assertThat(classesOfAStart(keyway(folder, other))).contains(OURS).doesNotContain(FROM_CACHE);
  }

  @Test
  void aFileThatIsNoCache_isPassedOver() throws IOException {
    Path broken = copy(distribution, folder.resolve("dist"));
    try (Stream<Path> files = Files.list(broken.resolve("cache"))) {
      Files.writeString(files.findFirst().orElseThrow(), "no cache");
    }

    assertThat(classesOfAStart(keyway(folder, broken))).contains(OURS).doesNotContain(FROM_CACHE);
  }

  @Test
  void aFolderThatCannotBeMade_isSaid_andStartsGoOn() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    KeywayCommand command =
        keyway(folder, distribution).with("KEYWAY_CACHE", file.resolve("cache").toString());

    Finished warm = command.run("warm");
    assertThat(warm.exitCode()).isEqualTo(3);
    assertThat(warm.err()).contains("no start-up cache", file.toString());
    assertThat(classesOfAStart(command)).contains(OURS).doesNotContain(FROM_CACHE);
  }

  @Test
  void none_leavesNothingToMake() {
    Finished warm = keyway(folder, distribution).with("KEYWAY_CACHE", "none").run("warm");

    assertThat(warm.exitCode()).isEqualTo(3);
    assertThat(warm.err()).contains("KEYWAY_CACHE");
  }

  /** What the JVM says it loaded; the program itself says its version and nothing more. */
  private String classesOfAStart(KeywayCommand command) throws IOException {
    Path classes = folder.resolve("classes.txt");
    Finished version =
        command.with("KEYWAY_JAVA_OPTS", "-Xlog:class+load:file=" + classes).run("--version");
    assertThat(version.exitCode()).as(version.toString()).isZero();
    assertThat(version.out()).startsWith("keyway ").hasLineCount(2);
    assertThat(version.err()).isEmpty();
    return Files.readString(classes);
  }

  private static KeywayCommand keyway(Path folder, Path distribution) {
    return KeywayCommand.in(folder).with("KEYWAY_DIST", distribution.toString());
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    try (Stream<Path> copies = Files.walk(to)) {
      for (Path copy : copies.filter(file -> file.getParent().endsWith("cache")).toList()) {
        Files.setLastModifiedTime(copy, FileTime.fromMillis(System.currentTimeMillis() + 1_000));
      }
    }
    return to;
  }
}
