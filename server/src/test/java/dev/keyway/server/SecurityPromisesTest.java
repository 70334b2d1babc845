package dev.keyway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every promise of SECURITY.md names tests that hold it, and they are there. */
class SecurityPromisesTest {

  private static final Path ROOT = Path.of("..");
  private static final int PROMISES = 17;

  /** {@code Class#method}; a class without a method stands for all of its tests. */
  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))(?:#(\\w+))?`");

  private static List<String> rows() throws IOException {
    try (Stream<String> lines = Files.lines(ROOT.resolve("SECURITY.md"))) {
      return lines
          .filter(line -> line.startsWith("| "))
          .filter(line -> !line.startsWith("| Promise "))
          .toList();
    }
  }

  @Test
  void table_hasARowForEachPromise() throws IOException {
    assertThat(rows()).hasSize(PROMISES);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void promise_isHeldByTestsThatExist(String row) throws IOException {
    Matcher named = NAMED.matcher(row);
    int found = 0;
    while (named.find()) {
      found++;
      assertThat(sources(named.group(1)))
          .as("a test of this name: %s", named.group())
          .anyMatch(source -> named.group(2) == null || declares(source, named.group(2)));
    }
    assertThat(found).as("tests named in: %s", row).isPositive();
  }

  private static List<String> sources(String testClass) throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      List<Path> tests =
          modules
              .map(module -> module.resolve("src/test/java"))
              .filter(Files::isDirectory)
              .toList();
      Stream.Builder<String> sources = Stream.builder();
      for (Path folder : tests) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.filter(file -> file.endsWith(testClass + ".java")).toList()) {
            sources.add(Files.readString(file));
          }
        }
      }
      return sources.build().toList();
    }
  }

  /** A test method, or a rule of an architecture test. */
  private static boolean declares(String source, String name) {
    return Pattern.compile("(void|ArchRule) " + name + "\\b").matcher(source).find();
  }
}
