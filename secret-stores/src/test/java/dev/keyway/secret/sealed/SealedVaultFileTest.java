package dev.keyway.secret.sealed;

import static dev.keyway.secret.sealed.Vaults.NOW;
import static dev.keyway.secret.sealed.Vaults.passphrase;
import static dev.keyway.secret.sealed.Vaults.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.document.FileLocking;
import dev.keyway.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SealedVaultFileTest {

  private static final String CANARY = "sk-canary-51bd6e";

  @TempDir private Path folder;
  private Path path;
  private SealedVaultFile file;

  @BeforeEach
  void make() throws Exception {
    path = folder.resolve("keyway.vault");
    file = Vaults.made(path, "openai/primary-key", CANARY);
  }

  @Test
  void secret_isThereForWhoOpensItNext() throws Exception {
    SealedVault opened = Vaults.file(path).open(passphrase());

    assertThat(opened.value("openai/primary-key")).contains(Secret.of(CANARY));
    assertThat(opened.value("openai/other")).isEmpty();
    assertThat(opened.list())
        .singleElement()
        .satisfies(secret -> {
          assertThat(secret.name()).isEqualTo("openai/primary-key");
          assertThat(secret.version()).isEqualTo(1);
          assertThat(secret.changed()).isEqualTo(NOW);
          assertThat(secret.fingerprint()).hasSize(12).doesNotContain("canary");
        });
  }

  @Test
  void file_holdsNeitherNamesNorValues() throws Exception {
    assertThat(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1))
        .startsWith("keyway-vault 1\n")
        .doesNotContain("canary", "openai", "primary");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void file_isItsOwnersOnly() throws Exception {
    Vaults.set(file, "google/key", "sk-2");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void otherPassphrase_doesNotOpenIt() {
    assertThatThrownBy(() -> file.open(passphrase("canary horse batterz")))
        .isInstanceOf(SealedVaultException.class)
        .hasMessage(
            "the sealed vault %s is not opened by this passphrase: it is another vault's, or was changed since",
            path);
  }

  @Test
  void value_thatChanges_hasTheNextVersionAndAnotherFingerprint() throws Exception {
    SealedSecret before = file.open(passphrase()).find("openai/primary-key").orElseThrow();

    SealedVault after =
        file.change(passphrase(), vault -> with(vault, "openai/primary-key", "sk-2"));

    SealedSecret secret = after.find("openai/primary-key").orElseThrow();
    assertThat(secret.version()).isEqualTo(2);
    assertThat(secret.fingerprint()).isNotEqualTo(before.fingerprint());
    assertThat(file.open(passphrase()).value("openai/primary-key")).contains(Secret.of("sk-2"));
  }

  @Test
  void value_thatStays_writesNothing() throws Exception {
    byte[] before = Files.readAllBytes(path);

    Vaults.set(file, "openai/primary-key", CANARY);

    assertThat(Files.readAllBytes(path)).isEqualTo(before);
  }

  @Test
  void fingerprint_isTheSameForTheSameValue_andAnotherInAnotherVault() throws Exception {
    Vaults.set(file, "openai/copy", CANARY);
    SealedVaultFile other =
        Vaults.made(folder.resolve("other.vault"), "openai/primary-key", CANARY);

    List<SealedSecret> both = file.open(passphrase()).list();

    assertThat(both).extracting(SealedSecret::fingerprint).containsOnly(both.get(0).fingerprint());
    assertThat(other.open(passphrase()).list().get(0).fingerprint())
        .isNotEqualTo(both.get(0).fingerprint());
  }

  @Test
  void removedSecret_isGone() throws Exception {
    file.change(passphrase(), vault -> vault.without("openai/primary-key"));

    assertThat(file.open(passphrase()).list()).isEmpty();
  }

  @Test
  void rotatedPassphrase_opensIt_andTheOldOneDoesNot() throws Exception {
    byte[] before = Files.readAllBytes(path);

    file.rotate(passphrase(), passphrase("another horse battery"));

    assertThat(file.open(passphrase("another horse battery")).value("openai/primary-key"))
        .contains(Secret.of(CANARY));
    assertThatThrownBy(() -> file.open(passphrase())).isInstanceOf(SealedVaultException.class);
    assertThat(entries(Files.readAllBytes(path))).isEqualTo(entries(before));
  }

  private static byte[] entries(byte[] file) {
    return java.util.Arrays.copyOfRange(
        file, VaultHeader.BYTES, file.length - DataKey.SEAL_BYTES - Integer.BYTES);
  }

  @Test
  void vaultThatIsThere_isNotMadeAnew() throws Exception {
    byte[] before = Files.readAllBytes(path);

    assertThatThrownBy(() -> Vaults.made(path))
        .isInstanceOf(SealedVaultException.class)
        .hasMessage(
            "%s is there already, and was left as it is: name another file, or remove it", path);
    assertThat(Files.readAllBytes(path)).isEqualTo(before);
  }

  @Test
  void vaultThatIsNotThere_isSaidSo_andNothingIsLeft() {
    Path none = folder.resolve("none.vault");

    assertThatThrownBy(() -> Vaults.set(Vaults.file(none), "a", "b"))
        .hasMessage("the sealed vault %s is not there: `keyway vault init` makes one", none);
    assertThat(folder.resolve("none.vault.lock")).doesNotExist();
  }

  @Test
  void folderThatIsNotThere_isSaidSo() {
    assertThatThrownBy(() -> Vaults.made(folder.resolve("none/keyway.vault")))
        .hasMessageContaining("can't be written: there is no folder " + folder.resolve("none"));
  }

  @Test
  void name_thatCannotBe_isRefused() {
    for (String name : List.of("", "a b", "a\n", "a\u202eb", "a".repeat(201))) {
      assertThatThrownBy(() -> Vaults.set(file, name, "v"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("can't be a name in a sealed vault");
    }
  }

  @Test
  void contentWithoutEnd_isRefused_andTheFileStays() throws Exception {
    byte[] before = Files.readAllBytes(path);

    assertThatThrownBy(() -> Vaults.set(file, "huge", "v".repeat(5 << 20)))
        .hasMessage("the sealed vault %s would be larger than 4 MiB, and was left as it is", path);
    assertThat(Files.readAllBytes(path)).isEqualTo(before);
  }

  @Test
  void secondWriter_isToldToComeBack() throws Exception {
    Process other = holder();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("held");

      assertThatThrownBy(() -> Vaults.set(file, "google/key", "sk-2"))
          .isInstanceOf(SealedVaultException.class)
          .hasMessage(
              "the sealed vault %s is being changed by another `keyway vault`: try again when that has ended",
              path);
      assertThat(file.open(passphrase()).names()).containsExactly("openai/primary-key");
    } finally {
      other.getOutputStream().close();
      other.waitFor();
    }
    Vaults.set(file, "google/key", "sk-2");
  }

  private Process holder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            path.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Another process that is changing the vault until its input ends. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] args) throws IOException {
      FileLocking.alone(
          Path.of(args[0]),
          () -> {
            System.out.println("held");
            try {
              return System.in.read();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
