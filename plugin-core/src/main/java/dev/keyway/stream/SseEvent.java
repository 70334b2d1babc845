package dev.keyway.stream;

import dev.keyway.http.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The event being received, as far as it is kept: the first {@link #MOST_DATA} bytes of its data,
 * of a longer one its last {@link UsageTail#BYTES} too, and the start of its name. One object
 * serves a whole stream.
 */
final class SseEvent {

  static final int MOST_DATA = 64 * 1024;

  private static final int MOST_NAME = 64;
  private static final int USUAL_DATA = 1024;

  private byte[] data = new byte[USUAL_DATA];
  private int length;
  private boolean hasData;
  private boolean cut;
  private final ByteTail tail = new ByteTail(UsageTail.BYTES);
  private final byte[] name = new byte[MOST_NAME];
  private int nameLength;

  void reset() {
    length = 0;
    hasData = false;
    cut = false;
    tail.clear();
    nameLength = 0;
  }

  /** A {@code data} line begins; several are joined by line feeds. */
  void startData() {
    if (hasData) {
      append(new byte[] {'\n'}, 0, 1);
    }
    hasData = true;
  }

  void append(byte[] bytes, int offset, int count) {
    int kept = Math.min(count, MOST_DATA - length);
    if (length + kept > data.length) {
      data = Arrays.copyOf(data, Math.min(MOST_DATA, Math.max(2 * data.length, length + kept)));
    }
    System.arraycopy(bytes, offset, data, length, kept);
    length += kept;
    if (kept < count) {
      cut = true;
      tail.add(bytes, offset + kept, count - kept);
    }
  }

  /** An {@code event} line begins; the last one counts. */
  void startName() {
    nameLength = 0;
  }

  void appendName(byte[] bytes, int offset, int count) {
    int kept = Math.min(count, MOST_NAME - nameLength);
    System.arraycopy(bytes, offset, name, nameLength, kept);
    nameLength += kept;
  }

  boolean hasData() {
    return hasData;
  }

  /** Whether there was more data than is kept. */
  boolean isCut() {
    return cut;
  }

  boolean isEmpty() {
    return !hasData && nameLength == 0;
  }

  boolean isNamed(byte[] expected) {
    return Arrays.equals(name, 0, nameLength, expected, 0, expected.length);
  }

  boolean isNameEndingIn(byte[] ending) {
    int from = nameLength - ending.length;
    return from >= 0 && Arrays.equals(name, from, nameLength, ending, 0, ending.length);
  }

  /** As far as it is kept. */
  String name() {
    return new String(name, 0, nameLength, StandardCharsets.UTF_8);
  }

  boolean dataIs(byte[] expected) {
    return Arrays.equals(data, 0, length, expected, 0, expected.length);
  }

  /** The kept data, valid until the next event. */
  ByteSlice data() {
    return new ByteSlice(data, 0, length);
  }

  /** The last bytes of data that was cut. */
  ByteSlice tail() {
    return tail.slice();
  }

  ByteSlice copyOfData() {
    return ByteSlice.of(Arrays.copyOf(data, length));
  }

  /**
   * Whether any of these quoted words stands in the data. Inside a JSON string a quote is escaped,
   * so text that speaks of {@code "usage"} does not match.
   */
  boolean mentions(byte[][] quotedWords) {
    byte[] bytes = data;
    int last = length - 1;
    for (int at = 0; at < last; at++) {
      if (bytes[at] == '"' && startsAny(quotedWords, bytes, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean startsAny(byte[][] words, byte[] bytes, int at) {
    byte first = bytes[at + 1];
    for (byte[] word : words) {
      if (first == word[1] && startsAt(at, word)) {
        return true;
      }
    }
    return false;
  }

  private boolean startsAt(int at, byte[] word) {
    int end = at + word.length;
    return end <= length && Arrays.equals(data, at, end, word, 0, word.length);
  }
}
