package dev.keyway.secret.sealed;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The random key of a vault. It never encrypts anything itself: for each purpose a key of its own
 * is derived from it by HMAC-SHA256, which is HKDF's expansion (RFC 5869) of one block.
 */
final class DataKey {

  static final int BYTES = 32;
  static final int SEAL_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SHOWN_BYTES = 9;

  private final byte[] bytes;
  private final byte[] ofEntries;
  private final byte[] ofSeal;
  private final byte[] ofFingerprints;

  /** Takes the bytes over. */
  DataKey(byte[] bytes) {
    this.bytes = bytes;
    this.ofEntries = derived("entries");
    this.ofSeal = derived("seal");
    this.ofFingerprints = derived("fingerprints");
  }

  static DataKey random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new DataKey(bytes);
  }

  /** The key itself, to be wrapped; not a copy. */
  byte[] bytes() {
    return bytes;
  }

  /** What entries are encrypted with; not a copy. */
  byte[] ofEntries() {
    return ofEntries;
  }

  /** What only who has this key can put under these bytes. */
  byte[] seal(byte[] whole) {
    return hmac(ofSeal, whole);
  }

  boolean hasSealed(byte[] whole, byte[] seal) {
    return MessageDigest.isEqual(seal(whole), seal);
  }

  /**
   * Twelve characters by which a value is known again in this vault, and by which nobody without
   * this key can confirm a guess.
   */
  String fingerprint(byte[] value) {
    byte[] hash = hmac(ofFingerprints, value);
    return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, SHOWN_BYTES));
  }

  private byte[] derived(String purpose) {
    return hmac(bytes, ("keyway-vault 1 " + purpose).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "DataKey(****)";
  }
}
