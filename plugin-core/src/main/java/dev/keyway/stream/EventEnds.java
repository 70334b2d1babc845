package dev.keyway.stream;

/**
 * Finds where events of a stream end, in bytes that are split anywhere: behind each empty line, and
 * behind a comment that no field goes before, so that what keeps a connection alive is not held
 * back. Where a CR ends an event and the LF that belongs to it comes later, that LF stands alone.
 */
final class EventEnds {

  /** What the line has shown so far. */
  private enum Line {
    EMPTY,
    COMMENT,
    FIELD
  }

  private Line line = Line.EMPTY;
  private boolean begun;
  private boolean fields;
  private boolean afterCarriageReturn;

  /**
   * The index behind the next end, or -1 where none is in sight.
   *
   * @param from where the last call's end was, or the bytes that are new
   */
  int next(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      byte b = bytes[at];
      boolean restOfLineEnd = afterCarriageReturn && b == '\n';
      afterCarriageReturn = b == '\r';
      if (restOfLineEnd) {
        if (!begun) {
          return at + 1;
        }
      } else if (b != '\n' && b != '\r') {
        see(b);
      } else if (endsHere()) {
        return withLineFeed(bytes, at, to);
      } else {
        line = Line.EMPTY;
      }
    }
    return -1;
  }

  private void see(byte b) {
    begun = true;
    if (line == Line.EMPTY) {
      line = b == ':' ? Line.COMMENT : Line.FIELD;
    }
  }

  private boolean endsHere() {
    fields |= line == Line.FIELD;
    boolean ends = line == Line.EMPTY || !fields;
    if (ends) {
      line = Line.EMPTY;
      begun = false;
      fields = false;
    }
    return ends;
  }

  private int withLineFeed(byte[] bytes, int at, int to) {
    if (bytes[at] == '\r' && at + 1 < to && bytes[at + 1] == '\n') {
      afterCarriageReturn = false;
      return at + 2;
    }
    return at + 1;
  }
}
