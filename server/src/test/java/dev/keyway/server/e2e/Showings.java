package dev.keyway.server.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** What tests have shown, in files: a line of JSON each, a file for each test class. */
final class Showings {

  private static final Path FOLDER = Checkout.ROOT.resolve("server/target/compatibility");
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  private Showings() {}

  /** Replaces what a class has shown. */
  static void write(Class<?> test, List<Showing> shown) {
    try {
      Files.createDirectories(FOLDER);
      Files.write(file(test), shown.stream().map(Showings::line).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What these classes have shown; each of them must have run. */
  static List<Showing> of(Class<?>... tests) {
    List<Showing> all = new ArrayList<>();
    for (Class<?> test : tests) {
      try (Stream<String> lines = Files.lines(file(test))) {
        lines.map(Showings::read).forEach(all::add);
      } catch (IOException e) {
        throw new UncheckedIOException(test.getSimpleName() + " has not run", e);
      }
    }
    return all;
  }

  static Showing read(String line) {
    try {
      return JSON.readValue(line, Showing.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(Showing shown) {
    try {
      return JSON.writeValueAsString(shown);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(Class<?> test) {
    return FOLDER.resolve(test.getSimpleName() + ".jsonl");
  }

  /** Writes down what the methods of a class have shown. */
  static final class Writer implements BeforeAllCallback, TestWatcher, AfterAllCallback {

    private final List<Showing> shown = new ArrayList<>();

    @Override
    public void beforeAll(ExtensionContext context) {
      write(context.getRequiredTestClass(), List.of());
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
      Shows shows = context.getRequiredTestMethod().getAnnotation(Shows.class);
      if (shows != null) {
        ClientLibrary library = context.getRequiredTestClass().getAnnotation(ClientLibrary.class);
        shown.add(
            new Showing(
                library.name(),
                version(library.of()),
                shows.surface(),
                shows.what(),
                shows.stream(),
                shows.result()));
      }
    }

    @Override
    public void afterAll(ExtensionContext context) {
      write(context.getRequiredTestClass(), shown);
    }

    /** {@code openai-java-core-4.101.0.jar} says it. */
    private static String version(Class<?> of) {
      String jar = of.getProtectionDomain().getCodeSource().getLocation().getPath();
      Matcher version = Pattern.compile("-(\\d[^-/]*)\\.jar$").matcher(jar);
      if (!version.find()) {
        throw new IllegalStateException("no version in the name of " + jar);
      }
      return version.group(1);
    }
  }
}
