package dev.keyway.secret.sealed;

import static dev.keyway.secret.sealed.Vaults.passphrase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of a vault's file, it is an error, and never another secret. */
class AlteredVaultTest {

  @TempDir private Path folder;
  private Path path;
  private SealedVaultFile file;
  private byte[] good;

  @BeforeEach
  void make() throws Exception {
    path = folder.resolve("keyway.vault");
    file = Vaults.made(path, "a", "sk-canary-1", "b", "sk-canary-2");
    good = Files.readAllBytes(path);
  }

  @Test
  void fileCutAtAnyByte_isDamaged() throws Exception {
    for (int length = 0; length < good.length; length++) {
      Files.write(path, Arrays.copyOf(good, length));
      assertRefused("cut at " + length, "is empty", "is damaged or cut off");
    }
  }

  @Test
  void anyBitFlipped_isDamaged() throws Exception {
    for (int bit = 0; bit < Byte.SIZE * good.length; bit++) {
      Files.write(path, flipped(good, bit));
      assertRefused(
          "bit " + bit, "is damaged or cut off", "is no sealed vault", "has a format that");
    }
  }

  /** By somebody who knows the format, and so the checksum. */
  @Test
  void anyBitFlipped_withTheChecksumMadeAnew_isRefused() throws Exception {
    byte[] counted = Arrays.copyOf(good, good.length - Integer.BYTES);
    for (int bit = 0; bit < Byte.SIZE * counted.length; bit++) {
      Files.write(path, VaultBytes.withChecksum(flipped(counted, bit)));
      assertRefused(
          "bit " + bit,
          "is not opened by this passphrase",
          "was altered since Keyway wrote it",
          "asks for less work",
          "asks for more memory",
          "is no sealed vault",
          "has a format that");
    }
  }

  @Test
  void bytesBehindTheEnd_areRefused() throws Exception {
    for (int more = 1; more < 64; more++) {
      byte[] counted = Arrays.copyOf(good, good.length - Integer.BYTES + more);
      Files.write(path, VaultBytes.withChecksum(counted));
      assertRefused(more + " more", "was altered since Keyway wrote it");
    }
  }

  @Test
  void entryTakenOut_isNoticed() throws Exception {
    assertAltered(List.of(entries().get(0)));
    assertAltered(List.of());
  }

  @Test
  void entriesInAnotherOrder_areNoticed() throws Exception {
    assertAltered(entries().reversed());
  }

  @Test
  void entryTwice_isNoticed() throws Exception {
    List<SealedEntry> more = new ArrayList<>(entries());
    more.add(entries().get(0));
    assertAltered(more);
  }

  @Test
  void entryOfAnOlderFile_isNoticed() throws Exception {
    SealedEntry old = entries().get(0);
    Vaults.set(file, "a", "sk-new");
    good = Files.readAllBytes(path);

    assertAltered(List.of(old, entries().get(1)));
  }

  @Test
  void entryOfAnotherVaultUnderTheSamePassphrase_isNoticed() throws Exception {
    Vaults.made(folder.resolve("other.vault"), "a", "sk-other");
    SealedEntry other = parts(Files.readAllBytes(folder.resolve("other.vault"))).entries().get(0);

    assertAltered(List.of(other, entries().get(1)));
  }

  /** Each entry guards itself too, should a seal ever be made for what was put together. */
  @Test
  void entryWithAnotherVersionTimeOrVault_isRefused_evenUnderATrueSeal() throws Exception {
    DataKey key = file.open(passphrase()).key();
    VaultHeader header = parts(good).header();
    SealedEntry entry = entries().get(0);
    VaultHeader otherVault =
        new VaultHeader(
            new byte[VaultHeader.ID_BYTES],
            header.cost(),
            header.salt(),
            header.nonce(),
            header.wrapped());

    assertThatThrownBy(() ->
            resealed(
                key,
                header,
                new SealedEntry(2, entry.changedSeconds(), entry.nonce(), entry.box())))
        .hasMessage(VaultBytes.ALTERED);
    assertThatThrownBy(
            () -> resealed(key, header, new SealedEntry(1, 7, entry.nonce(), entry.box())))
        .hasMessage(VaultBytes.ALTERED);
    assertThatThrownBy(() -> resealed(key, otherVault, entry)).hasMessage(VaultBytes.ALTERED);
    assertThat(resealed(key, header, entry).names()).containsExactly("a");
  }

  @Test
  void twoEntriesOfOneName_areRefused_evenUnderATrueSeal() throws Exception {
    DataKey key = file.open(passphrase()).key();
    SealedEntry entry = entries().get(0);

    assertThatThrownBy(() -> resealed(key, parts(good).header(), entry, entry))
        .hasMessage(VaultBytes.ALTERED);
  }

  /** What an attacker would make weaker before guessing, if it could be done unnoticed. */
  @Test
  void parametersOfLessWork_areRefused() throws Exception {
    SealedVaultFile strict =
        new SealedVaultFile(path, Argon2Cost.Limits.SAFE, dev.keyway.document.Disk.REAL);

    assertThatThrownBy(() -> strict.open(passphrase()))
        .hasMessageContaining("asks for less work a guess than is safe");
  }

  @Test
  void formatOfLaterVersions_isNamed() throws Exception {
    byte[] later = good.clone();
    later[13] = '2';
    Files.write(path, later);

    assertRefused("format 2", "has a format that this version of Keyway does not read");
  }

  @Test
  void otherFiles_areNoVault() throws Exception {
    for (String text : List.of("{\"openai\": \"sk-canary\"}\n", "OPENAI_KEY=sk-canary\n")) {
      Files.writeString(path, text);
      assertRefused(text, "is no sealed vault: `keyway vault init` makes one");
    }
  }

  private static SealedVault resealed(DataKey key, VaultHeader header, SealedEntry... entries)
      throws UnfitVaultException {
    byte[] file = VaultBytes.write(header, List.of(entries), key);
    return SealedVault.opened(VaultBytes.read(file, Vaults.QUICK), key);
  }

  private List<SealedEntry> entries() throws UnfitVaultException {
    return parts(good).entries();
  }

  private static VaultBytes parts(byte[] file) throws UnfitVaultException {
    return VaultBytes.read(file, Vaults.QUICK);
  }

  /** The good file with other entries and its old seal. */
  private void assertAltered(List<SealedEntry> entries) throws Exception {
    VaultBytes parts = parts(good);
    ByteBuffer put = ByteBuffer.allocate(good.length * 2);
    parts.header().write(put);
    put.putInt(entries.size());
    entries.forEach(entry -> entry.write(put));
    put.put(parts.seal());
    Files.write(path, VaultBytes.withChecksum(Arrays.copyOf(put.array(), put.position())));

    assertRefused(entries.size() + " entries", "was altered since Keyway wrote it");
  }

  private void assertRefused(String what, String... reasons) throws IOException {
    assertThatThrownBy(() -> file.open(passphrase()))
        .as(what)
        .isInstanceOf(SealedVaultException.class)
        .message()
        .startsWith("the sealed vault " + path + " ")
        .satisfies(message -> assertThat(reasons).as(message).anyMatch(message::contains))
        .doesNotContain("canary");
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
    return flipped;
  }
}
