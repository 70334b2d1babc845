package dev.keyway.server.daemon;

import static dev.keyway.server.daemon.ReloadStage.policy;
import static dev.keyway.server.daemon.ReloadStage.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.secret.Secret;
import dev.keyway.secret.sealed.Passphrase;
import dev.keyway.secret.sealed.SealedVaultFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon whose keys lie in a sealed vault. */
class SealedVaultTest {

  private static final String PASSPHRASE = "canary horse battery";
  private static final String POLICY = "policies: {chat: chat.yaml}\n";
  private static final String SEALED =
      POLICY
          + "vaults: {default: {type: sealed, path: keyway.vault, passphrase_file: passphrase}}\n";

  @TempDir private Path folder;
  private ReloadStage stage;
  private SealedVaultFile vault;

  @BeforeEach
  void make() throws Exception {
    Files.writeString(folder.resolve("chat.yaml"), policy("one"));
    Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n");
    vault = new SealedVaultFile(folder.resolve("keyway.vault"));
    vault.create(
        passphrase(), empty -> empty.with("openai/key", Secret.of("sk-canary-1"), Instant.now()));
    stage = new ReloadStage(folder);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void key_isServedFromIt_andItsNextValueWithoutARestart() throws Exception {
    stage.start(SEALED);
    assertThat(stage.ask().key()).isEqualTo("sk-canary-1");

    set("sk-canary-2");
    Await.until(() -> "sk-canary-2".equals(stage.ask().key()));

    vault.rotate(passphrase(), Passphrase.typed("another horse battery".toCharArray()));
    vault.change(
        Passphrase.typed("another horse battery".toCharArray()),
        now -> now.with("openai/key", Secret.of("sk-canary-3"), Instant.now()));
    Await.until(() -> "sk-canary-3".equals(stage.ask().key()));
  }

  @Test
  void brokenFile_leavesTheKey_andIsTold() throws Exception {
    stage.start(SEALED);
    byte[] good = Files.readAllBytes(folder.resolve("keyway.vault"));

    Files.write(folder.resolve("keyway.vault"), Arrays.copyOf(good, good.length - 7));
    JsonNode ready = stage.await(now -> now.has("secrets_refused"));

    assertThat(ready.toString())
        .contains("is damaged or cut off: restore it from a copy")
        .doesNotContain("canary");
    assertThat(stage.ask().key()).isEqualTo("sk-canary-1");
    Files.write(folder.resolve("keyway.vault"), good);
    stage.await(now -> !now.has("secrets_refused"));
  }

  @Test
  void wrongPassphrase_keepsItFromStarting() throws Exception {
    Files.writeString(folder.resolve("passphrase"), "another canary");

    assertThatThrownBy(() -> stage.start(SEALED))
        .isInstanceOfSatisfying(StartException.class, e -> assertThat(e.isInput()).isFalse())
        .hasMessage(
            "vault default: the sealed vault %s/keyway.vault is not opened by this passphrase:"
                + " it is another vault's, or was changed since",
            folder);
  }

  @Test
  void missingPassphraseOrVault_keepsItFromStarting() throws Exception {
    Files.delete(folder.resolve("passphrase"));
    assertThatThrownBy(() -> stage.start(SEALED))
        .hasMessage("vault default: the passphrase file %s/passphrase is not there", folder);

    Files.writeString(folder.resolve("passphrase"), PASSPHRASE);
    Files.delete(folder.resolve("keyway.vault"));
    assertThatThrownBy(() -> stage.start(SEALED))
        .hasMessage(
            "vault default: the sealed vault %s/keyway.vault is not there: `keyway vault init` makes one",
            folder);
  }

  @Test
  void missingSecret_keepsItFromStarting_andIsToldWithWhatToDo() throws Exception {
    vault.change(passphrase(), now -> now.without("openai/key"));

    assertThatThrownBy(() -> stage.start(SEALED))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(
            "secret openai/key (openai/key in the sealed vault %s/keyway.vault) is not set: `keyway vault set openai/key --file %s/keyway.vault` stores it"
                .formatted(folder, folder));
  }

  @Test
  void configurationWithAVaultThatCannotBeOpened_isNotTaken_untilItCan() throws Exception {
    Files.createDirectories(folder.resolve("secrets/openai"));
    Files.writeString(folder.resolve("secrets/openai/key"), "sk-canary-0");
    stage.start(POLICY + "vaults: {default: {type: file, path: secrets}}\n");
    assertThat(stage.ask().key()).isEqualTo("sk-canary-0");
    Files.writeString(folder.resolve("passphrase"), "another canary");

    stage.put("keyway.yaml", stage.yaml(SEALED));
    JsonNode ready = stage.await(now -> !problems(now.path("configuration")).isEmpty());

    assertThat(problems(ready.path("configuration")))
        .singleElement()
        .asString()
        .contains("vault default: the sealed vault", "is not opened by this passphrase");
    assertThat(stage.ask().key()).isEqualTo("sk-canary-0");
    stage.put("passphrase", PASSPHRASE);
    stage.await(now -> problems(now.path("configuration")).isEmpty());
    assertThat(stage.ask().key()).isEqualTo("sk-canary-1");
  }

  private void set(String value) throws Exception {
    vault.change(passphrase(), now -> now.with("openai/key", Secret.of(value), Instant.now()));
  }

  private static Passphrase passphrase() {
    return Passphrase.ofFile(PASSPHRASE.getBytes(StandardCharsets.UTF_8));
  }
}
