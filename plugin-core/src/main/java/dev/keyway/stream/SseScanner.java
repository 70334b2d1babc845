package dev.keyway.stream;

import dev.keyway.scan.Lines;

/**
 * Cuts bytes into server-sent events as the WHATWG HTML standard says (section 9.2.6): lines end
 * with CR, LF or both, a colon begins a comment, an empty line ends an event, an event without data
 * is none. Bytes may be split anywhere, and no line is ever held as a whole.
 */
final class SseScanner {

  /** Takes events, which are valid during the call only. */
  @FunctionalInterface
  interface Sink {

    /** The next one is whole, or longer than what is kept of it. */
    void event(SseEvent event);

    /** The one that was longer has come to its end. */
    default void endOf(SseEvent cut) {}
  }

  /** What the next byte belongs to. */
  private enum Part {
    BYTE_ORDER_MARK,
    FIELD,
    FIRST_OF_DATA,
    DATA,
    FIRST_OF_NAME,
    NAME,
    IGNORED
  }

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** A one before the bytes of a name, so that a zero byte in front makes another name. */
  private static final long NO_FIELD = 1;

  private static final long DATA_FIELD = packed("data");
  private static final long EVENT_FIELD = packed("event");
  private static final int LONGEST_FIELD = "event".length();

  private final SseEvent event = new SseEvent();
  private final Sink sink;

  private Part part = Part.BYTE_ORDER_MARK;
  private int markBytes;
  private long field = NO_FIELD;
  private int fieldLength;
  private boolean afterCarriageReturn;
  private long openBytes;

  /**
   * @param sink takes each event that has data
   */
  SseScanner(Sink sink) {
    this.sink = sink;
  }

  void feed(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    openBytes += length;
    while (at < end) {
      at =
          switch (part) {
            case BYTE_ORDER_MARK -> byteOrderMark(bytes, at);
            case FIELD -> field(bytes, at);
            case FIRST_OF_DATA -> space(bytes, at, Part.DATA);
            case FIRST_OF_NAME -> space(bytes, at, Part.NAME);
            case DATA, NAME, IGNORED -> value(bytes, at, end);
          };
      if (betweenEvents()) {
        int behind = end - at;
        openBytes = behind;
      }
    }
  }

  /** The stream is over: an event whose empty line never came counts, as far as it came. */
  void end() {
    endEvent();
  }

  /** The bytes since the last place where one event ends, or none has begun yet. */
  long openBytes() {
    return openBytes;
  }

  /** Whether an event written here would not be joined with what came before. */
  boolean betweenEvents() {
    boolean atLineStart =
        part == Part.BYTE_ORDER_MARK ? markBytes == 0 : part == Part.FIELD && fieldLength == 0;
    return atLineStart && event.isEmpty();
  }

  private int byteOrderMark(byte[] bytes, int at) {
    if (bytes[at] == BYTE_ORDER_MARK[markBytes]) {
      markBytes++;
      part = markBytes == BYTE_ORDER_MARK.length ? Part.FIELD : Part.BYTE_ORDER_MARK;
      return at + 1;
    }
    part = markBytes == 0 ? Part.FIELD : Part.IGNORED;
    return at;
  }

  private int field(byte[] bytes, int at) {
    byte b = bytes[at];
    boolean restOfLineEnd = afterCarriageReturn && b == '\n';
    afterCarriageReturn = false;
    if (restOfLineEnd) {
      return at + 1;
    }
    if (b == '\n' || b == '\r') {
      endField();
      endLine(b);
    } else if (b == ':') {
      startValue();
    } else if (fieldLength == LONGEST_FIELD) {
      part = Part.IGNORED;
    } else {
      field = (field << Byte.SIZE) | (b & 0xFF);
      fieldLength++;
    }
    return at + 1;
  }

  /** A line without a colon: empty, or the name of a field without a value. */
  private void endField() {
    if (fieldLength == 0) {
      endEvent();
    } else {
      startValue();
    }
  }

  private void startValue() {
    if (field == DATA_FIELD) {
      event.startData();
      part = Part.FIRST_OF_DATA;
    } else if (field == EVENT_FIELD) {
      event.startName();
      part = Part.FIRST_OF_NAME;
    } else {
      part = Part.IGNORED;
    }
  }

  private int space(byte[] bytes, int at, Part value) {
    part = value;
    return bytes[at] == ' ' ? at + 1 : at;
  }

  private int value(byte[] bytes, int start, int end) {
    int at = Lines.end(bytes, start, end);
    keep(bytes, start, at - start);
    if (at == end) {
      return end;
    }
    endLine(bytes[at]);
    return at + 1;
  }

  private void keep(byte[] bytes, int offset, int count) {
    if (part == Part.NAME) {
      event.appendName(bytes, offset, count);
    } else if (part == Part.DATA) {
      boolean wasCut = event.isCut();
      event.append(bytes, offset, count);
      if (event.isCut() && !wasCut) {
        sink.event(event);
      }
    }
  }

  private void endLine(byte lineEnd) {
    afterCarriageReturn = lineEnd == '\r';
    part = Part.FIELD;
    field = NO_FIELD;
    fieldLength = 0;
  }

  private void endEvent() {
    if (event.isCut()) {
      sink.endOf(event);
    } else if (event.hasData()) {
      sink.event(event);
    }
    event.reset();
  }

  private static long packed(String name) {
    long packed = NO_FIELD;
    for (int i = 0; i < name.length(); i++) {
      packed = (packed << Byte.SIZE) | name.charAt(i);
    }
    return packed;
  }
}
