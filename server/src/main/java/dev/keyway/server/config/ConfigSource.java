package dev.keyway.server.config;

import dev.keyway.document.BoundedFile;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.document.UnfitFileException;
import dev.keyway.policy.HostActions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a daemon's configuration comes from, to be read at the start and whenever it changes.
 *
 * @param file {@code keyway.yaml}, or null: there is none
 * @param environment a variable's value by its name, or null
 * @param overrides what the command line says over the file
 */
public record ConfigSource(
    @Nullable Path file, Function<String, @Nullable String> environment, Overrides overrides) {

  private static final int MOST_BYTES = 1 << 20;

  /** Reads it as it is now. Never throws on bad input. */
  public ConfigReading read() {
    if (file == null) {
      return ConfigReader.withoutFile(overrides);
    }
    try {
      return ConfigReader.read(file, BoundedFile.read(file, MOST_BYTES), environment, overrides);
    } catch (IOException e) {
      Problem problem = new Problem(Severity.ERROR, "", 0, 0, why(file, e), null);
      return new ConfigReading.Refused(List.of(), Map.of(), HostActions.REFUSED, List.of(problem));
    }
  }

  private static String why(Path file, IOException failure) {
    if (failure instanceof UnfitFileException unfit) {
      return "the configuration " + unfit.getMessage();
    }
    return Files.exists(file) ? "the configuration can't be read" : "there is no such file";
  }
}
