package dev.keyway.access;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * How an access key is spelled: {@code kw-}, 8 characters of id, {@code -}, 32 characters of secret
 * (190 bits), 6 of checksum; letters and digits only, so a double click selects most of it and no
 * shell or header needs quotes. The checksum lets a mistyped key, and a scanner that looks for
 * leaked ones, be told without the file.
 */
final class AccessKeyText {

  private static final String PREFIX = "kw-";
  private static final int ID_LENGTH = 8;
  private static final int SECRET_LENGTH = 32;
  private static final int CHECKSUM_LENGTH = 6;
  private static final int ID_END = PREFIX.length() + ID_LENGTH;
  private static final int SECRET_END = ID_END + 1 + SECRET_LENGTH;
  private static final int LENGTH = SECRET_END + CHECKSUM_LENGTH;

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private AccessKeyText() {}

  /**
   * Whether it was meant to be one of ours, in whatever state it is: such a text never goes to a
   * provider.
   */
  static boolean looksLikeOne(String text) {
    return text.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  /** Whether it is spelled as one of ours, checksum included. */
  static boolean wellFormed(String text) {
    return text.length() == LENGTH
        && text.startsWith(PREFIX)
        && isId(id(text))
        && text.charAt(ID_END) == '-'
        && plain(text, ID_END + 1, LENGTH)
        && text.endsWith(checksum(text.substring(0, SECRET_END)));
  }

  static boolean isId(String id) {
    return id.length() == ID_LENGTH && plain(id, 0, ID_LENGTH);
  }

  /** The id in a well-formed key. */
  static String id(String wellFormed) {
    return wellFormed.substring(PREFIX.length(), ID_END);
  }

  static String newId(RandomGenerator secureRandom) {
    return random(ID_LENGTH, secureRandom);
  }

  /** A new key of this id. */
  static String of(String id, RandomGenerator secureRandom) {
    String unchecked = PREFIX + id + "-" + random(SECRET_LENGTH, secureRandom);
    return unchecked + checksum(unchecked);
  }

  private static String random(int length, RandomGenerator secureRandom) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(secureRandom.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /** CRC-32 in six digits of the alphabet, highest first. */
  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    char[] digits = new char[CHECKSUM_LENGTH];
    long rest = crc.getValue();
    for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
      digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
      rest /= ALPHABET.length();
    }
    return new String(digits);
  }

  private static boolean plain(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))) {
        return false;
      }
    }
    return true;
  }
}
