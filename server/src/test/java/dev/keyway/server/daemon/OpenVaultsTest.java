package dev.keyway.server.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretRef;
import dev.keyway.secret.sealed.Passphrase;
import dev.keyway.secret.sealed.PassphraseSource;
import dev.keyway.secret.sealed.SealedVaultFile;
import dev.keyway.server.config.VaultConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenVaultsTest {

  private static final SecretRef KEY = new SecretRef("openai", "key");

  @TempDir private Path folder;
  private Path passphrase;
  private Map<String, VaultConfig> sealed;
  private final OpenVaults vaults = new OpenVaults(name -> null);

  @BeforeEach
  void make() throws Exception {
    Path file = folder.resolve("keyway.vault");
    passphrase = Files.writeString(folder.resolve("passphrase"), "canary horse battery");
    new SealedVaultFile(file)
        .create(
            Passphrase.typed("canary horse battery".toCharArray()),
            empty -> empty.with("openai/key", Secret.of("sk-1"), Instant.now()));
    sealed =
        Map.of("default", new VaultConfig.Sealed(file, new PassphraseSource.InFile(passphrase)));
  }

  @Test
  void openedVault_needsItsPassphraseOnce() throws Exception {
    vaults.open(sealed);
    Files.delete(passphrase);

    assertThat(vaults.open(sealed).resolve(KEY).current()).isEqualTo(Secret.of("sk-1"));
  }

  /** A file whose time and size stay is taken to be the same; so nothing was tried again here. */
  @Test
  void vaultThatWasNotOpened_isTriedAgain_whenAFileOfItChanges() throws Exception {
    FileTime time = Files.getLastModifiedTime(passphrase);
    Files.writeString(passphrase, "canary horse batterz");
    Files.setLastModifiedTime(passphrase, time);
    assertThatThrownBy(() -> vaults.open(sealed)).isInstanceOf(StartException.class);

    Files.writeString(passphrase, "canary horse battery");
    Files.setLastModifiedTime(passphrase, time);
    assertThatThrownBy(() -> vaults.open(sealed))
        .hasMessageContaining("is not opened by this passphrase");

    Files.setLastModifiedTime(passphrase, FileTime.from(time.toInstant().plusSeconds(1)));
    assertThat(vaults.open(sealed).resolve(KEY).current()).isEqualTo(Secret.of("sk-1"));
  }

  @Test
  void descriptor_isReadAtTheStartAlone() throws Exception {
    vaults.open(Map.of());

    assertThatThrownBy(() ->
            vaults.open(
                Map.of(
                    "default",
                    new VaultConfig.Sealed(
                        folder.resolve("keyway.vault"), new PassphraseSource.OnDescriptor(987)))))
        .hasMessage(
            "vault default: the sealed vault %s/keyway.vault takes its passphrase from a file descriptor, which is read at the start alone: restart keyway",
            folder);
  }

  @Test
  void whoLooksOnly_findsAVaultThatCannotBeOpenedEmpty() throws Exception {
    Files.writeString(passphrase, "canary horse batterz");

    var looking = Vaults.open(sealed, name -> null);

    assertThat(looking.flaw(KEY)).isNull();
    assertThatThrownBy(() -> looking.resolve(KEY))
        .hasMessageContaining("is not opened by this passphrase");
    Files.writeString(passphrase, "canary horse battery");
    assertThat(Vaults.open(sealed, name -> null).resolve(KEY).current())
        .isEqualTo(Secret.of("sk-1"));
  }
}
