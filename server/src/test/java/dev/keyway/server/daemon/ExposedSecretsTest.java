package dev.keyway.server.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.secret.SecretRef;
import dev.keyway.testing.MountedSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExposedSecretsTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    permit(folder, "rwxr-xr-x");
    file = Files.writeString(folder.resolve("key"), "sk-1");
  }

  @Test
  void fileEverybodyCanRead_isNamed() throws IOException {
    permit(file, "rw-r--r--");

    assertThat(warnings(file))
        .containsExactly(
            "warning: every user of this machine can read %s: chmod o-r them, or their folder"
                .formatted(file));
  }

  @Test
  void fileOfItsOwner_isFine() throws IOException {
    permit(file, "rw-r-----");

    assertThat(warnings(file)).isEmpty();
  }

  @Test
  void fileInAClosedFolder_isFine() throws IOException {
    permit(file, "rw-r--r--");
    permit(folder, "rwx------");

    assertThat(warnings(file)).isEmpty();
  }

  @Test
  void mountedSecret_isFine() throws IOException {
    new MountedSecrets(folder.resolve("mounted")).swap(Map.of("key", "sk-1"));

    assertThat(warnings(folder.resolve("mounted").resolve("key"))).isEmpty();
  }

  @Test
  void fileThatIsNotThere_isNoWarning() {
    assertThat(warnings(folder.resolve("none"))).isEmpty();
  }

  @Test
  void passphraseEverybodyCanRead_isNamed() throws IOException {
    permit(file, "rw-r--r--");

    assertThat(ExposedSecrets.warnings(Map.of(), List.of(file)))
        .singleElement()
        .asString()
        .contains("every user of this machine can read " + file);
  }

  private static List<String> warnings(Path file) {
    return ExposedSecrets.warnings(Map.of(new SecretRef("openai", "key"), file), List.of());
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
