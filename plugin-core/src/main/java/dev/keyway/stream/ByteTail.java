package dev.keyway.stream;

import dev.keyway.http.ByteSlice;
import java.util.Arrays;

/** The last bytes of many, as many as were asked for. Takes room for what there is. */
public final class ByteTail {

  private final int most;
  private byte[] bytes = new byte[0];
  private int length;

  /**
   * @param most how many are kept
   */
  public ByteTail(int most) {
    this.most = most;
  }

  /** Takes what comes next. */
  public void add(byte[] next, int offset, int count) {
    int added = Math.min(count, most);
    if (length + added > bytes.length) {
      makeRoom(added);
    }
    System.arraycopy(next, offset + count - added, bytes, length, added);
    length += added;
  }

  /**
   * Up to twice what is kept, so that most bytes are copied no more than twice; less as long as
   * there is less, since most answers are far shorter.
   */
  private void makeRoom(int added) {
    int kept = Math.min(length, most - added);
    byte[] from = bytes;
    if (bytes.length < 2 * most) {
      bytes = new byte[Math.min(2 * most, 2 * (kept + added))];
    }
    System.arraycopy(from, length - kept, bytes, 0, kept);
    length = kept;
  }

  void clear() {
    length = 0;
  }

  /** Those kept, valid until the next come. */
  public ByteSlice slice() {
    int kept = Math.min(length, most);
    return ByteSlice.of(Arrays.copyOfRange(bytes, length - kept, length));
  }
}
