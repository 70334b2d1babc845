package dev.keyway.secret.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.SecureRandom;
import java.util.Arrays;

/** Whatever a file holds, it is read to a reason or to what this key's owner wrote. */
class SealedVaultFuzzTest {

  private static final DataKey KEY = DataKey.random(new SecureRandom());

  @FuzzTest(maxDuration = "20s")
  void bytes_areTakenApartOrRefused(FuzzedDataProvider data) {
    byte[] file = VaultBytes.withChecksum(data.consumeRemainingAsBytes());

    assertThat(reason(file)).isNotEmpty();
  }

  /** What a seal is good for, but nobody of this version would have written. */
  @FuzzTest(maxDuration = "20s")
  void bytesThatAreSealed_areOpenedOrRefused(FuzzedDataProvider data) {
    byte[] rest = data.consumeRemainingAsBytes();
    byte[] whole = Arrays.copyOf(VaultHeader.MAGIC, VaultHeader.MAGIC.length + rest.length);
    System.arraycopy(rest, 0, whole, VaultHeader.MAGIC.length, rest.length);
    byte[] sealed = Arrays.copyOf(whole, whole.length + DataKey.SEAL_BYTES);
    System.arraycopy(KEY.seal(whole), 0, sealed, whole.length, DataKey.SEAL_BYTES);

    assertThat(reason(VaultBytes.withChecksum(sealed))).isNotEmpty();
  }

  private static String reason(byte[] file) {
    try {
      return SealedVault.opened(VaultBytes.read(file, Vaults.QUICK), KEY).toString();
    } catch (UnfitVaultException e) {
      return e.getMessage();
    }
  }
}
