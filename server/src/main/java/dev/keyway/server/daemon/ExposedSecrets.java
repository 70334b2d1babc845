package dev.keyway.server.daemon;

import dev.keyway.secret.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds secret files that every user of the machine can read. Files behind links are left out: that
 * is how Kubernetes and its like mount secrets, readable for all users of a container that has one.
 */
final class ExposedSecrets {

  private ExposedSecrets() {}

  /**
   * A line for all of them, or nothing.
   *
   * @param files the files that are read, by their secrets
   * @param passphrases the files that open vaults
   */
  static List<String> warnings(Map<SecretRef, Path> files, Collection<Path> passphrases) {
    List<String> exposed =
        Stream.concat(files.values().stream(), passphrases.stream())
            .distinct()
            .filter(ExposedSecrets::isExposed)
            .map(Path::toString)
            .toList();
    return exposed.isEmpty()
        ? List.of()
        : List.of(
            "warning: every user of this machine can read %s: chmod o-r them, or their folder"
                .formatted(String.join(", ", exposed.stream().sorted().toList())));
  }

  private static boolean isExposed(Path file) {
    try {
      if (Files.isSymbolicLink(file) || !allows(file, PosixFilePermission.OTHERS_READ)) {
        return false;
      }
      for (@Nullable Path folder = file.toRealPath().getParent();
          folder != null;
          folder = folder.getParent()) {
        if (!allows(folder, PosixFilePermission.OTHERS_EXECUTE)) {
          return false;
        }
      }
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static boolean allows(Path file, PosixFilePermission permission) throws IOException {
    return Files.getPosixFilePermissions(file).contains(permission);
  }
}
