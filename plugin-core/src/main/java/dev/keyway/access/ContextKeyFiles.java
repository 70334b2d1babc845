package dev.keyway.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the keys that sign contexts of files. */
public final class ContextKeyFiles {

  private ContextKeyFiles() {}

  /**
   * Reads them.
   *
   * @param files each holds one key; the first signs
   * @throws IOException that says in its message which file can't be read
   */
  public static ContextKeysReading read(List<Path> files) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Path file : files) {
      texts.put(file.toString(), text(file));
    }
    return ContextKeys.read(texts);
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IOException("the context key " + file + " can't be read", e);
    }
  }
}
