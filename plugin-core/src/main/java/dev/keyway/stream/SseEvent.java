package dev.keyway.stream;

import dev.keyway.http.ByteSlice;
import dev.keyway.scan.QuotedWords;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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

  /** The data of the event before. */
  private byte[] before = new byte[USUAL_DATA];

  private int lengthBefore;

  /** What was looked for there in vain, or null. */
  private @Nullable QuotedWords absentBefore;

  /** What was looked for in this one in vain, or null. */
  private @Nullable QuotedWords absent;

  private final byte[] name = new byte[MOST_NAME];
  private int nameLength;

  void reset() {
    if (hasData) {
      byte[] free = before;
      before = data;
      lengthBefore = length;
      absentBefore = absent;
      data = free;
    }
    length = 0;
    absent = null;
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
   * Whether any of these words stands in the data. The events of a stream begin alike: of one that
   * begins as the last did, in which none stood, only the rest is looked at.
   */
  boolean mentions(QuotedWords words) {
    int looked = words.equals(absentBefore) ? alike() - words.longest() + 1 : 0;
    boolean mentioned = words.standIn(data, Math.max(0, looked), length);
    absent = mentioned ? null : words;
    return mentioned;
  }

  private int alike() {
    int different = Arrays.mismatch(before, 0, lengthBefore, data, 0, length);
    return different < 0 ? length : different;
  }
}
