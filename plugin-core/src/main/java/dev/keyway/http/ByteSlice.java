package dev.keyway.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A range of an array that is shared, not copied. Whoever holds a slice must not write to the
 * array.
 *
 * @param bytes the array the range lies in
 * @param offset index of the first byte
 * @param length number of bytes
 */
public record ByteSlice(byte[] bytes, int offset, int length) {

  public ByteSlice {
    java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
  }

  /** The whole of {@code bytes}. */
  public static ByteSlice of(byte[] bytes) {
    return new ByteSlice(bytes, 0, bytes.length);
  }

  /** The slices one after another in a new array. */
  public static byte[] join(List<ByteSlice> slices) {
    byte[] joined = new byte[totalLength(slices)];
    int at = 0;
    for (ByteSlice slice : slices) {
      System.arraycopy(slice.bytes, slice.offset, joined, at, slice.length);
      at += slice.length;
    }
    return joined;
  }

  /** The number of bytes in all slices together. */
  public static int totalLength(List<ByteSlice> slices) {
    int total = 0;
    for (int i = 0; i < slices.size(); i++) {
      total += slices.get(i).length;
    }
    return total;
  }

  /** The bytes read as UTF-8. */
  public String utf8() {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
