package dev.keyway.relay;

import dev.keyway.http.ByteSlice;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/** Bytes put together in one array as they come. */
final class GrowingBytes {

  /** An announced length is believed up to here; beyond, room is made for what really comes. */
  private static final int MOST_BELIEVED = 1 << 20;

  private static final int FIRST_ROOM = 4096;

  private byte[] bytes;
  private int length;

  /**
   * @param announced how many bytes are to come as far as somebody says so, or -1
   */
  GrowingBytes(long announced) {
    bytes = new byte[announced < 0 ? 0 : (int) Math.min(announced, MOST_BELIEVED)];
  }

  void add(Buffer data) {
    int needed = length + data.length();
    if (needed > bytes.length) {
      int doubled = (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - Long.BYTES);
      bytes = Arrays.copyOf(bytes, Math.max(needed, Math.max(doubled, FIRST_ROOM)));
    }
    data.getBytes(bytes, length);
    length = needed;
  }

  int length() {
    return length;
  }

  /** What has come so far, in place. */
  ByteSlice slice() {
    return new ByteSlice(bytes, 0, length);
  }

  /** What has come so far as an array of its own length; the array itself where that is it. */
  byte[] array() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }
}
