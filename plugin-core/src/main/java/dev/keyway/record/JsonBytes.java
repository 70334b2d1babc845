package dev.keyway.record;

import com.fasterxml.jackson.core.io.NumberOutput;
import dev.keyway.http.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Pieces of JSON one after another in one array, as UTF-8. The array is used again for the next
 * line, so that a line costs no memory. Where Jackson would fail, at half a surrogate pair, there
 * stands a question mark, as in the JDK's UTF-8.
 */
final class JsonBytes {

  private static final int FIRST_BYTES = 1 << 10;

  /** One long line must not hold its memory for ever. */
  private static final int KEPT_BYTES = 64 << 10;

  /** Of one {@code char} that is written as a code, such as {@code \}{@code u001F}. */
  private static final int MOST_BYTES_A_CHAR = 6;

  private static final int MOST_BYTES_A_NUMBER = 20;

  /** By character: what stands behind the backslash, 'u' for a code, 0 for what needs none. */
  private static final byte[] ESCAPES = escapes();

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;

  private static byte[] escapes() {
    byte[] escapes = new byte[0x80];
    Arrays.fill(escapes, 0, ' ', (byte) 'u');
    escapes['\b'] = 'b';
    escapes['\t'] = 't';
    escapes['\n'] = 'n';
    escapes['\f'] = 'f';
    escapes['\r'] = 'r';
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    return escapes;
  }

  /** Begins anew. */
  void clear() {
    length = 0;
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[FIRST_BYTES];
    }
  }

  /** What was written; good until the next call of any method. */
  ByteSlice written() {
    return new ByteSlice(bytes, 0, length);
  }

  /** How much was written. */
  int length() {
    return length;
  }

  /** What was written, for good. */
  byte[] copy() {
    return copy(0);
  }

  /** The same from this place on. */
  byte[] copy(int from) {
    return Arrays.copyOfRange(bytes, from, length);
  }

  /** One ASCII character as it is. */
  void mark(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
  }

  /** JSON that was written elsewhere, from this place on. */
  void raw(byte[] json, int from) {
    int added = json.length - from;
    room(added);
    System.arraycopy(json, from, bytes, length, added);
    length += added;
  }

  /** ASCII in which nothing needs an escape, as it is. */
  void ascii(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  void number(long value) {
    room(MOST_BYTES_A_NUMBER);
    length = NumberOutput.outputLong(value, bytes, length);
  }

  /** A text with its quotes. */
  void text(String text) {
    int end = text.length();
    room(end + 2);
    bytes[length++] = '"';
    int plain = plain(text, 0);
    if (plain < end) {
      escaped(text, plain);
      room(1);
    }
    bytes[length++] = '"';
  }

  /** Writes what needs no escape, from this place on, and says where it ends. */
  private int plain(String text, int from) {
    byte[] to = bytes;
    int end = text.length();
    int at = length - from;
    int i = from;
    while (i < end) {
      char c = text.charAt(i);
      if (c >= 0x80 || ESCAPES[c] != 0) {
        break;
      }
      to[at + i++] = (byte) c;
    }
    length = at + i;
    return i;
  }

  private void escaped(String text, int from) {
    int i = from;
    while (i < text.length()) {
      room(MOST_BYTES_A_CHAR);
      char c = text.charAt(i);
      if (c < ESCAPES.length) {
        escaped(c);
        i++;
      } else {
        int codePoint = text.codePointAt(i);
        encoded(codePoint);
        i += Character.charCount(codePoint);
      }
      room(text.length() - i);
      i = plain(text, i);
    }
  }

  private void escaped(char ascii) {
    bytes[length++] = '\\';
    bytes[length++] = ESCAPES[ascii];
    if (ESCAPES[ascii] == 'u') {
      bytes[length++] = '0';
      bytes[length++] = '0';
      bytes[length++] = HEX[ascii >> 4];
      bytes[length++] = HEX[ascii & 0xF];
    }
  }

  /** RFC 3629, section 3. */
  private void encoded(int codePoint) {
    if (codePoint < 0x800) {
      bytes[length++] = (byte) (0xC0 | codePoint >> 6);
    } else if (Character.isBmpCodePoint(codePoint)) {
      if (Character.isSurrogate((char) codePoint)) {
        bytes[length++] = '?';
        return;
      }
      bytes[length++] = (byte) (0xE0 | codePoint >> 12);
      bytes[length++] = continuing(codePoint >> 6);
    } else {
      bytes[length++] = (byte) (0xF0 | codePoint >> 18);
      bytes[length++] = continuing(codePoint >> 12);
      bytes[length++] = continuing(codePoint >> 6);
    }
    bytes[length++] = continuing(codePoint);
  }

  private static byte continuing(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }

  private void room(int wanted) {
    if (bytes.length - length < wanted) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, wanted)));
    }
  }
}
