package dev.keyway.server.records;

import dev.keyway.http.ByteSlice;

/** Lines one after another in one array, each with its line break. Not safe for several threads. */
final class LineBlock {

  /** Some 35 records, so that little is held that is needed no more. */
  private static final int USUAL_BYTES = 64 << 10;

  private final byte[] bytes;
  private int length;
  private int lines;

  private LineBlock(int size) {
    this.bytes = new byte[size];
  }

  /** A block of the usual size, or of a longer line's. */
  static LineBlock emptyFor(ByteSlice firstLine) {
    return new LineBlock(Math.max(USUAL_BYTES, firstLine.length()));
  }

  boolean isOfUsualSize() {
    return bytes.length == USUAL_BYTES;
  }

  /** In bytes, whether used or not. */
  int size() {
    return bytes.length;
  }

  int lines() {
    return lines;
  }

  boolean hasRoomFor(ByteSlice line) {
    return line.length() <= bytes.length - length;
  }

  void add(ByteSlice line) {
    System.arraycopy(line.bytes(), line.offset(), bytes, length, line.length());
    length += line.length();
    lines++;
  }

  void clear() {
    length = 0;
    lines = 0;
  }

  /** All lines but the first ones; none when there are no others. Good until a line is added. */
  ByteSlice withoutFirst(int count) {
    if (count >= lines) {
      return new ByteSlice(bytes, 0, 0);
    }
    int at = 0;
    for (int line = 0; line < count; at++) {
      if (bytes[at] == '\n') {
        line++;
      }
    }
    return new ByteSlice(bytes, at, length - at);
  }
}
