package dev.keyway.secret.sealed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;

/**
 * The beginning of a vault: which one it is, and its data key, encrypted under a key that Argon2id
 * makes of the passphrase. The wrapping is bound to all that stands before it.
 *
 * @param vaultId random; tells this vault from any other
 * @param cost what a guess at the passphrase costs
 * @param salt random, another one with each passphrase
 * @param nonce of the wrapping
 * @param wrapped the data key, encrypted
 */
record VaultHeader(byte[] vaultId, Argon2Cost cost, byte[] salt, byte[] nonce, byte[] wrapped) {

  static final byte[] MAGIC = "keyway-vault 1\n".getBytes(StandardCharsets.US_ASCII);
  static final int ID_BYTES = 16;
  static final int WRAPPED_BYTES = DataKey.BYTES + Aead.TAG_BYTES;

  private static final int IDENTITY_BYTES = MAGIC.length + ID_BYTES;
  private static final int BOUND_BYTES = IDENTITY_BYTES + 3 * Integer.BYTES + Argon2.SALT_BYTES;

  static final int BYTES = BOUND_BYTES + Aead.NONCE_BYTES + WRAPPED_BYTES;

  /** Wraps a key under a passphrase, with a new salt. */
  static VaultHeader wrapping(
      DataKey key, byte[] vaultId, Passphrase passphrase, Argon2Cost cost, SecureRandom random)
      throws UnfitVaultException {
    byte[] salt = random(Argon2.SALT_BYTES, random);
    byte[] nonce = random(Aead.NONCE_BYTES, random);
    VaultHeader plain = new VaultHeader(vaultId, cost, salt, nonce, new byte[WRAPPED_BYTES]);
    byte[] wrappingKey = Argon2.key(passphrase, salt, cost);
    byte[] wrapped = Aead.seal(wrappingKey, nonce, plain.bound(), key.bytes());
    Arrays.fill(wrappingKey, (byte) 0);
    return new VaultHeader(vaultId, cost, salt, nonce, wrapped);
  }

  static byte[] random(int bytes, SecureRandom random) {
    byte[] made = new byte[bytes];
    random.nextBytes(made);
    return made;
  }

  /**
   * The data key.
   *
   * @throws UnfitVaultException when the passphrase is another one, or the header was altered: that
   *     can't be told apart
   */
  DataKey unwrap(Passphrase passphrase) throws UnfitVaultException {
    byte[] wrappingKey = Argon2.key(passphrase, salt, cost);
    try {
      return new DataKey(Aead.open(wrappingKey, nonce, bound(), wrapped));
    } catch (AEADBadTagException e) {
      throw new UnfitVaultException(
          "is not opened by this passphrase: it is another vault's, or was changed since");
    } finally {
      Arrays.fill(wrappingKey, (byte) 0);
    }
  }

  /** What every entry is bound to; it stays when the passphrase changes. */
  byte[] identity() {
    return Arrays.copyOf(bound(), IDENTITY_BYTES);
  }

  boolean isSameVault(VaultHeader other) {
    return Arrays.equals(vaultId, other.vaultId);
  }

  private byte[] bound() {
    return ByteBuffer.allocate(BOUND_BYTES)
        .put(MAGIC)
        .put(vaultId)
        .putInt(cost.memoryKib())
        .putInt(cost.passes())
        .putInt(cost.lanes())
        .put(salt)
        .array();
  }

  void write(ByteBuffer to) {
    to.put(bound()).put(nonce).put(wrapped);
  }

  /** Reads what {@link #write} wrote; there are enough bytes, and the first ones are checked. */
  static VaultHeader read(ByteBuffer from) {
    take(from, MAGIC.length);
    byte[] vaultId = take(from, ID_BYTES);
    Argon2Cost cost = new Argon2Cost(from.getInt(), from.getInt(), from.getInt());
    byte[] salt = take(from, Argon2.SALT_BYTES);
    byte[] nonce = take(from, Aead.NONCE_BYTES);
    return new VaultHeader(vaultId, cost, salt, nonce, take(from, WRAPPED_BYTES));
  }

  static byte[] take(ByteBuffer from, int bytes) {
    byte[] taken = new byte[bytes];
    from.get(taken);
    return taken;
  }
}
