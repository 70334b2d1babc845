package dev.keyway.server.daemon;

import dev.keyway.access.ContextKeyFiles;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.ContextKeysReading;
import dev.keyway.document.ProblemReport;
import dev.keyway.server.config.ContextConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/** Reads the keys that sign contexts. */
final class ContextFiles {

  private ContextFiles() {}

  static ContextKeys keys(ContextConfig config, RandomGenerator secureRandom)
      throws StartException {
    if (config.keyFiles().isEmpty()) {
      return ContextKeys.random(secureRandom);
    }
    return switch (read(config.keyFiles())) {
      case ContextKeysReading.Loaded(ContextKeys keys) -> keys;
      case ContextKeysReading.Refused(var problems) ->
          throw StartException.badInput(List.of(new ProblemReport("context.key_files", problems)));
    };
  }

  private static ContextKeysReading read(List<Path> files) throws StartException {
    try {
      return ContextKeyFiles.read(files);
    } catch (IOException e) {
      throw StartException.impossible(String.valueOf(e.getMessage()));
    }
  }
}
