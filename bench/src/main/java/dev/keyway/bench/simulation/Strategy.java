package dev.keyway.bench.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * A strategy as an operator writes it.
 *
 * @param name what the report calls it
 * @param yaml the part of a policy that holds it
 */
record Strategy(String name, String yaml) {

  /** All that are compared, in the report's order. */
  static List<Strategy> all() {
    return Stream.of(
            "ordered",
            "spread",
            "weighted",
            "sticky",
            "least-busy",
            "few-errors",
            "errors-last",
            "requests-left",
            "tokens-left")
        .map(Strategy::named)
        .toList();
  }

  static Strategy named(String name) {
    return new Strategy(name, text("strategies/" + name + ".yaml"));
  }

  /** A file beside this class. */
  static String text(String path) {
    try (InputStream file = Strategy.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalArgumentException("There is no " + path + " beside " + Strategy.class);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
