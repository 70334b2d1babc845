package dev.keyway.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder as Kubernetes' kubelet mounts a Secret or a ConfigMap (kubernetes {@code
 * pkg/volume/util/atomic_writer.go}): files are links through {@code ..data}, which is replaced by
 * a rename, after which the generation before is removed.
 */
public final class MountedSecrets {

  private final Path folder;
  private int generation;

  public MountedSecrets(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** Puts another generation in place of the present one. */
  public void swap(Map<String, String> files) throws IOException {
    Path data = folder.resolve("..data");
    Path before = Files.exists(data) ? data.toRealPath() : null;
    Path mine = Files.createDirectory(folder.resolve("..2026_11_26_" + ++generation));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(mine.resolve(file.getKey()), file.getValue());
    }
    Path fresh = folder.resolve("..data_tmp");
    Files.createSymbolicLink(fresh, mine.getFileName());
    Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    for (String name : files.keySet()) {
      if (!Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
      }
    }
    if (before != null) {
      remove(before);
    }
  }

  private static void remove(Path generation) throws IOException {
    try (Stream<Path> files = Files.list(generation)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(generation);
  }
}
