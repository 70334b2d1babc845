package dev.keyway.secret.sealed;

import dev.keyway.secret.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;

/**
 * One secret as it lies in the file: name and value encrypted together, and bound to the vault, the
 * version and the time.
 *
 * @param version from 1, one more each time the value changes
 * @param changedSeconds when that was, in seconds since 1970
 * @param nonce random, another one each time
 * @param box name and value, encrypted
 */
record SealedEntry(int version, long changedSeconds, byte[] nonce, byte[] box) {

  private static final int HEAD_BYTES =
      Integer.BYTES + Long.BYTES + Integer.BYTES + Aead.NONCE_BYTES;
  private static final int LEAST_BOX_BYTES = Short.BYTES + Aead.TAG_BYTES;

  /** An opened entry. */
  record Opened(String name, byte[] value) {}

  static SealedEntry of(
      VaultHeader header,
      DataKey key,
      String name,
      Secret value,
      int version,
      long changedSeconds,
      SecureRandom random) {
    byte[] nonce = VaultHeader.random(Aead.NONCE_BYTES, random);
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    byte[] valueBytes = value.reveal().getBytes(StandardCharsets.UTF_8);
    byte[] plain =
        ByteBuffer.allocate(Short.BYTES + nameBytes.length + valueBytes.length)
            .putShort((short) nameBytes.length)
            .put(nameBytes)
            .put(valueBytes)
            .array();
    byte[] box = Aead.seal(key.ofEntries(), nonce, bound(header, version, changedSeconds), plain);
    Arrays.fill(plain, (byte) 0);
    Arrays.fill(valueBytes, (byte) 0);
    return new SealedEntry(version, changedSeconds, nonce, box);
  }

  /**
   * Decrypts it.
   *
   * @throws UnfitVaultException when it is not as this key's owner wrote it
   */
  Opened open(VaultHeader header, DataKey key) throws UnfitVaultException {
    byte[] plain;
    try {
      plain = Aead.open(key.ofEntries(), nonce, bound(header, version, changedSeconds), box);
    } catch (AEADBadTagException e) {
      throw altered();
    }
    try {
      ByteBuffer parts = ByteBuffer.wrap(plain);
      int nameBytes = Short.toUnsignedInt(parts.getShort());
      if (nameBytes > parts.remaining()) {
        throw altered();
      }
      String name = new String(VaultHeader.take(parts, nameBytes), StandardCharsets.UTF_8);
      return new Opened(name, VaultHeader.take(parts, parts.remaining()));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static UnfitVaultException altered() {
    return new UnfitVaultException(VaultBytes.ALTERED);
  }

  private static byte[] bound(VaultHeader header, int version, long changedSeconds) {
    byte[] identity = header.identity();
    return ByteBuffer.allocate(identity.length + Integer.BYTES + Long.BYTES)
        .put(identity)
        .putInt(version)
        .putLong(changedSeconds)
        .array();
  }

  int bytes() {
    return HEAD_BYTES + box.length;
  }

  void write(ByteBuffer to) {
    to.putInt(version).putLong(changedSeconds).putInt(box.length).put(nonce).put(box);
  }

  /** Reads what {@link #write} wrote. */
  static SealedEntry read(ByteBuffer from) throws UnfitVaultException {
    if (from.remaining() < HEAD_BYTES) {
      throw altered();
    }
    int version = from.getInt();
    long changedSeconds = from.getLong();
    int boxBytes = from.getInt();
    byte[] nonce = VaultHeader.take(from, Aead.NONCE_BYTES);
    if (version < 1 || boxBytes < LEAST_BOX_BYTES || boxBytes > from.remaining()) {
      throw altered();
    }
    return new SealedEntry(version, changedSeconds, nonce, VaultHeader.take(from, boxBytes));
  }
}
