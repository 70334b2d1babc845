package dev.keyway.server.daemon;

import dev.keyway.access.ContextKeys;
import dev.keyway.access.ContextKeysReading;
import dev.keyway.document.ProblemReport;
import dev.keyway.server.config.ContextConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Reads the keys that sign contexts. */
final class ContextFiles {

  private ContextFiles() {}

  static ContextKeys keys(ContextConfig config, RandomGenerator secureRandom)
      throws StartException {
    if (config.keyFiles().isEmpty()) {
      return ContextKeys.random(secureRandom);
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Path file : config.keyFiles()) {
      texts.put(file.toString(), text(file));
    }
    return switch (ContextKeys.read(texts)) {
      case ContextKeysReading.Loaded(ContextKeys keys) -> keys;
      case ContextKeysReading.Refused(var problems) ->
          throw StartException.badInput(List.of(new ProblemReport("context.key_files", problems)));
    };
  }

  private static String text(Path file) throws StartException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw StartException.impossible("the context key " + file + " can't be read");
    }
  }
}
