package dev.keyway.secret.sealed;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What opens a sealed vault. Its bytes are overwritten when it is closed, which is as soon as a key
 * has been derived from it; a copy that the garbage collector made by moving it is beyond reach.
 */
public final class Passphrase implements AutoCloseable {

  /** The fewest bytes that a new vault takes. */
  public static final int SHORTEST = 12;

  private final byte[] bytes;

  private Passphrase(byte[] bytes) {
    this.bytes = bytes;
  }

  /** What somebody typed, in UTF-8. The characters are overwritten. */
  public static Passphrase typed(char[] characters) {
    byte[] room = new byte[3 * characters.length];
    ByteBuffer utf8 = ByteBuffer.wrap(room);
    StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(CharBuffer.wrap(characters), utf8, true);
    Passphrase typed = new Passphrase(Arrays.copyOf(room, utf8.position()));
    Arrays.fill(room, (byte) 0);
    Arrays.fill(characters, '\0');
    return typed;
  }

  /** What a file holds, less one line break at its end. The bytes are overwritten. */
  public static Passphrase ofFile(byte[] content) {
    int length = content.length;
    if (length > 0 && content[length - 1] == '\n') {
      length--;
      if (length > 0 && content[length - 1] == '\r') {
        length--;
      }
    }
    Passphrase read = new Passphrase(Arrays.copyOf(content, length));
    Arrays.fill(content, (byte) 0);
    return read;
  }

  /** Whether nothing was given. */
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** Whether it is too short for a new vault. */
  public boolean isShort() {
    return bytes.length < SHORTEST;
  }

  /** Whether both are the same, compared in time that does not depend on where they differ. */
  public boolean isSame(Passphrase other) {
    return MessageDigest.isEqual(bytes, other.bytes);
  }

  /** The bytes themselves, not a copy. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "Passphrase(****)";
  }
}
