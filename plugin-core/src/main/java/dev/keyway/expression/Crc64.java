package dev.keyway.expression;

import com.google.common.primitives.Longs;

/**
 * CRC-64 with the polynomial of ISO 3309, x⁶⁴ + x⁴ + x³ + x + 1, bits reflected, all ones before
 * and after: what Go's {@code crc64.ISO} computes. No library in use has it.
 */
final class Crc64 {

  private static final long REFLECTED = 0xD800_0000_0000_0000L;

  private static final long[] TABLE = table();

  private Crc64() {}

  private static long[] table() {
    long[] table = new long[256];
    for (int value = 0; value < table.length; value++) {
      long sum = value;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        sum = (sum & 1) == 0 ? sum >>> 1 : sum >>> 1 ^ REFLECTED;
      }
      table[value] = sum;
    }
    return table;
  }

  /** Eight bytes, the most significant first. */
  static byte[] of(byte[] bytes) {
    long sum = -1;
    for (byte each : bytes) {
      sum = TABLE[(int) (sum ^ each) & 0xff] ^ sum >>> Byte.SIZE;
    }
    return Longs.toByteArray(~sum);
  }
}
