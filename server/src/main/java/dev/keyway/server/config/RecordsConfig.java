package dev.keyway.server.config;

import java.nio.file.Path;

/**
 * What becomes of decision records.
 *
 * @param to where they are written
 * @param sample the share that is written, from 0 to 1
 * @param facts whether they hold what was known of the keys when they were chosen
 */
public record RecordsConfig(Target to, double sample, boolean facts) {

  /** All of them, on standard output. */
  public static final RecordsConfig DEFAULT = new RecordsConfig(new Target.Stdout(), 1, false);

  /** Where records are written. */
  public sealed interface Target {

    /** Reads {@code -}, {@code none} or a file's path. */
    static Target parse(String text) {
      return switch (text) {
        case "-" -> new Stdout();
        case "none" -> new None();
        default -> new ToFile(Path.of(text));
      };
    }

    /** Standard output, a line each. */
    record Stdout() implements Target {}

    /** Nowhere; metrics and the recent ones of the admin address remain. */
    record None() implements Target {}

    /** A file, a line each; a full one is put aside. */
    record ToFile(Path path) implements Target {}
  }
}
