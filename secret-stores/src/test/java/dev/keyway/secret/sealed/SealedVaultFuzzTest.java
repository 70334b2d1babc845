package dev.keyway.secret.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;

/** Whatever a file holds, it is read to a reason or to what this key's owner wrote. */
class SealedVaultFuzzTest {

  private static final DataKey KEY = DataKey.random(new SecureRandom());
  private static final VaultHeader HEADER =
      new VaultHeader(
          new byte[VaultHeader.ID_BYTES],
          Vaults.QUICK.made(),
          new byte[Argon2.SALT_BYTES],
          new byte[Aead.NONCE_BYTES],
          new byte[VaultHeader.WRAPPED_BYTES]);

  @FuzzTest(maxDuration = "20s")
  void bytes_areTakenApartOrRefused(FuzzedDataProvider data) {
    byte[] file = VaultBytes.withChecksum(data.consumeRemainingAsBytes());

    assertThat(reason(file)).isNotEmpty();
  }

  /** What a seal is good for, but nobody of this version would have written. */
  @FuzzTest(maxDuration = "20s")
  void entriesThatAreSealed_areOpenedOrRefused(FuzzedDataProvider data) {
    byte[] rest = data.consumeRemainingAsBytes();
    ByteBuffer whole = ByteBuffer.allocate(VaultHeader.BYTES + rest.length);
    HEADER.write(whole);
    whole.put(rest);
    ByteBuffer sealed = ByteBuffer.allocate(whole.capacity() + DataKey.SEAL_BYTES);
    sealed.put(whole.array()).put(KEY.seal(whole.array()));

    assertThat(reason(VaultBytes.withChecksum(sealed.array()))).isNotEmpty();
  }

  /** The same inside a box. */
  @FuzzTest(maxDuration = "20s")
  void contentOfABox_isTakenApartOrRefused(FuzzedDataProvider data) {
    byte[] identity = HEADER.identity();
    byte[] bound =
        ByteBuffer.allocate(identity.length + Integer.BYTES + Long.BYTES)
            .put(identity)
            .putInt(1)
            .putLong(0)
            .array();
    byte[] nonce = new byte[Aead.NONCE_BYTES];
    byte[] box = Aead.seal(KEY.ofEntries(), nonce, bound, data.consumeRemainingAsBytes());
    SealedEntry entry = new SealedEntry(1, 0, nonce, box);

    assertThat(reason(VaultBytes.write(HEADER, List.of(entry), KEY))).isNotEmpty();
  }

  private static String reason(byte[] file) {
    try {
      SealedVault opened = SealedVault.opened(VaultBytes.read(file, Vaults.QUICK), KEY);
      return opened + " " + opened.list();
    } catch (UnfitVaultException e) {
      return e.getMessage();
    }
  }
}
