package dev.keyway.secret.sealed;

import static dev.keyway.secret.sealed.Vaults.passphrase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretHandle;
import dev.keyway.secret.SecretRef;
import dev.keyway.secret.SecretRefresh;
import dev.keyway.secret.SecretResolver;
import dev.keyway.secret.SecretUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedStoreTest {

  private static final SecretRef KEY = new SecretRef("openai", "key");

  @TempDir private Path folder;
  private Path path;
  private SealedVaultFile file;
  private SealedStore store;
  private SecretResolver resolver;

  @BeforeEach
  void open() throws Exception {
    path = folder.resolve("keyway.vault");
    file = Vaults.made(path, "openai/key", "sk-canary-1");
    try (Passphrase passphrase = passphrase()) {
      store = SealedStore.open(file, passphrase);
    }
    resolver = new SecretResolver(Map.of("default", store));
  }

  @Test
  void secret_ofAVaultThatIsNotConfigured_isFoundUnderItsName() throws Exception {
    assertThat(resolver.resolve(KEY).current()).isEqualTo(Secret.of("sk-canary-1"));
    assertThat(resolver.files()).isEqualTo(Map.of(KEY, path));
  }

  @Test
  void secretThatIsNotThere_isToldWithWhatToDo() {
    assertThatThrownBy(() -> resolver.resolve(new SecretRef("openai", "other")))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessage(
            "secret openai/other (openai/other in the sealed vault %s) is not set:"
                + " `keyway vault set openai/other --file %s` stores it;"
                + " there is no vault openai, so default was asked",
            path, path);
  }

  @Test
  void changedFile_isFollowed_withoutThePassphrase() throws Exception {
    SecretHandle handle = resolver.resolve(KEY);
    Vaults.set(file, "openai/key", "sk-canary-2");

    SecretRefresh refresh = resolver.refreshFiles();

    assertThat(refresh).isEqualTo(new SecretRefresh(java.util.List.of(KEY), java.util.List.of()));
    assertThat(handle.current()).isEqualTo(Secret.of("sk-canary-2"));
  }

  @Test
  void rotatedPassphrase_changesNothingForWhoHasItOpen() throws Exception {
    file.rotate(passphrase(), passphrase("another horse battery"));

    assertThat(store.read("openai/key")).contains(Secret.of("sk-canary-1"));
  }

  @Test
  void brokenFile_keepsTheLastGoodValue_andIsSaid() throws Exception {
    SecretHandle handle = resolver.resolve(KEY);
    byte[] good = Files.readAllBytes(path);
    Files.write(path, java.util.Arrays.copyOf(good, good.length - 1));

    SecretRefresh refresh = resolver.refreshFiles();

    assertThat(handle.current()).isEqualTo(Secret.of("sk-canary-1"));
    assertThat(refresh.failures())
        .containsExactly(
            new SecretRefresh.Failure(
                KEY,
                "the sealed vault " + path + " is damaged or cut off: restore it from a copy"));
    Files.write(path, good);
    assertThat(resolver.refreshFiles().failures()).isEmpty();
  }

  @Test
  void fileThatIsGone_isSaid() throws Exception {
    Files.delete(path);

    assertThatThrownBy(() -> store.read("openai/key"))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessage("the sealed vault %s is not there: `keyway vault init` makes one", path);
  }

  @Test
  void otherVaultInItsPlace_needsARestart() throws Exception {
    Files.delete(path);
    Vaults.made(path, "openai/key", "sk-canary-3");

    assertThatThrownBy(() -> store.read("openai/key"))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessageContaining("is another vault than the one that was opened at the start")
        .hasMessageNotContaining("canary");
  }

  @Test
  void nothing_printsASecret() throws Exception {
    SealedVault vault = file.open(passphrase());

    assertThat(store + " " + vault + " " + vault.list() + passphrase() + vault.key())
        .doesNotContain("canary");
  }

  @Test
  void name_thatNoVaultHolds_isAFlaw() {
    assertThat(resolver.flaw(new SecretRef("default", "a b")))
        .startsWith("secret default/a b can't be a name in a sealed vault");
    assertThat(resolver.flaw(KEY)).isNull();
  }
}
