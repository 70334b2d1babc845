package dev.keyway.secret.sealed;

import static dev.keyway.secret.sealed.Vaults.passphrase;
import static dev.keyway.secret.sealed.Vaults.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program or machine that ends at any step of writing a vault leaves a good one. */
class CrashTest {

  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("keyway.vault");
  }

  @Test
  void deathAtAnyStepOfAChange_leavesTheOldVaultOrTheNew() throws Exception {
    Vaults.made(path, "a", "old");
    byte[] good = Files.readAllBytes(path);
    List<String> steps = stepsOf(Integer.MAX_VALUE);
    assertThat(steps).contains("create", "write", "sync", "move", "delete");

    for (int step = 0; step < steps.size(); step++) {
      Files.write(path, good);
      DyingDisk disk = new DyingDisk(step);
      assertThatThrownBy(() -> change(disk))
          .as(disk.steps().toString())
          .isInstanceOf(SealedVaultException.class)
          .hasMessageContaining("can't be written");

      Optional<Secret> value = Vaults.file(path).open(passphrase()).value("a");
      boolean moved = disk.steps().subList(0, disk.steps().size() - 1).contains("move");
      assertThat(value).as(disk.steps().toString()).contains(Secret.of(moved ? "new" : "old"));
    }
    Vaults.set(Vaults.file(path), "a", "newer");
    assertThat(Vaults.file(path).open(passphrase()).value("a")).contains(Secret.of("newer"));
  }

  /**
   * A power cut may lose whatever was not synced: so all of it is, before it has the file's name.
   */
  @Test
  void content_isOnDiskBeforeItHasTheName_andTheNameAfterwards() throws Exception {
    Vaults.made(path, "a", "old");

    List<String> steps =
        stepsOf(Integer.MAX_VALUE).stream().filter(step -> !step.equals("write")).toList();

    assertThat(steps).containsExactly("create", "sync", "move", "delete", "sync");
  }

  @Test
  void deathAtAnyStepOfMakingOne_leavesNoneOrAGoodOne() throws Exception {
    IntStream.range(0, 200)
        .forEach(step -> {
          Path made = folder.resolve("made-" + step + ".vault");
          try {
            Vaults.file(made, new DyingDisk(step)).create(passphrase(), v -> with(v, "a", "1"));
          } catch (SealedVaultException died) {
            assertThat(died).hasMessageContaining("can't be written");
          }
          assertThat(!Files.exists(made) || opens(made)).as("step " + step).isTrue();
        });
    assertThat(opens(folder.resolve("made-199.vault"))).isTrue();
  }

  private static boolean opens(Path made) {
    try {
      return Vaults.file(made).open(passphrase()).names().contains("a");
    } catch (SealedVaultException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> stepsOf(int last) throws SealedVaultException {
    DyingDisk disk = new DyingDisk(last);
    change(disk);
    return disk.steps();
  }

  private void change(DyingDisk disk) throws SealedVaultException {
    Vaults.file(path, disk).change(passphrase(), vault -> with(vault, "a", "new"));
  }
}
