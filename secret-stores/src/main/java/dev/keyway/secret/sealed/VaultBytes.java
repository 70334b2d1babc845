package dev.keyway.secret.sealed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A vault's file, taken apart and not opened yet.
 *
 * @param header which vault, and its wrapped key
 * @param entries as they lie there
 * @param whole all that is sealed: everything before the seal
 * @param seal by who has the data key
 */
record VaultBytes(VaultHeader header, List<SealedEntry> entries, byte[] whole, byte[] seal) {

  /** Room for thousands of keys. */
  static final int MOST_BYTES = 4 << 20;

  static final String ALTERED =
      "was altered since Keyway wrote it, by somebody who knows its format: don't use it, restore a copy you trust";

  private static final String DAMAGED = "is damaged or cut off: restore it from a copy";
  private static final String START = "keyway-vault ";
  private static final int CHECKSUM_BYTES = Integer.BYTES;
  private static final int LEAST_BYTES =
      VaultHeader.BYTES + Integer.BYTES + DataKey.SEAL_BYTES + CHECKSUM_BYTES;

  /**
   * Takes a file apart. What can be told without a key is checked, so that damage is not taken for
   * a wrong passphrase, and no hostile file makes anybody work.
   */
  static VaultBytes read(byte[] file, Argon2Cost.Limits limits) throws UnfitVaultException {
    checkKind(file);
    int checked = file.length - CHECKSUM_BYTES;
    if (file.length < LEAST_BYTES || checksum(file, checked) != intAt(file, checked)) {
      throw new UnfitVaultException(DAMAGED);
    }
    byte[] whole = Arrays.copyOf(file, checked - DataKey.SEAL_BYTES);
    ByteBuffer parts = ByteBuffer.wrap(whole);
    VaultHeader header = VaultHeader.read(parts);
    limits.check(header.cost());
    List<SealedEntry> entries = entries(parts);
    return new VaultBytes(header, entries, whole, Arrays.copyOfRange(file, whole.length, checked));
  }

  private static void checkKind(byte[] file) throws UnfitVaultException {
    if (file.length == 0) {
      throw new UnfitVaultException("is empty: restore it from a copy");
    }
    int shown = Math.min(file.length, VaultHeader.MAGIC.length);
    if (Arrays.equals(file, 0, shown, VaultHeader.MAGIC, 0, shown)) {
      return;
    }
    String start = new String(file, 0, shown, StandardCharsets.ISO_8859_1);
    throw new UnfitVaultException(
        start.startsWith(START)
            ? "has a format that this version of Keyway does not read: use the version that wrote it, or a newer one; if there is none, it is damaged"
            : "is no sealed vault: `keyway vault init` makes one");
  }

  private static List<SealedEntry> entries(ByteBuffer parts) throws UnfitVaultException {
    int count = parts.getInt();
    List<SealedEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(SealedEntry.read(parts));
    }
    if (count < 0 || parts.hasRemaining()) {
      throw new UnfitVaultException(ALTERED);
    }
    return entries;
  }

  /** The file of these parts, sealed with this key. */
  static byte[] write(VaultHeader header, Collection<SealedEntry> entries, DataKey key) {
    int size = VaultHeader.BYTES + Integer.BYTES;
    for (SealedEntry entry : entries) {
      size += entry.bytes();
    }
    ByteBuffer parts = ByteBuffer.allocate(size);
    header.write(parts);
    parts.putInt(entries.size());
    entries.forEach(entry -> entry.write(parts));
    byte[] whole = parts.array();
    byte[] sealed =
        ByteBuffer.allocate(size + DataKey.SEAL_BYTES).put(whole).put(key.seal(whole)).array();
    return withChecksum(sealed);
  }

  /** What damage is known by. It guards against nobody: whoever alters the file can count anew. */
  static byte[] withChecksum(byte[] bytes) {
    return ByteBuffer.allocate(bytes.length + CHECKSUM_BYTES)
        .put(bytes)
        .putInt(checksum(bytes, bytes.length))
        .array();
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  private static int intAt(byte[] bytes, int offset) {
    return ByteBuffer.wrap(bytes, offset, Integer.BYTES).getInt();
  }
}
