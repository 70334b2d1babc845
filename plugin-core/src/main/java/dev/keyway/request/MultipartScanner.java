package dev.keyway.request;

import java.nio.charset.StandardCharsets;

/**
 * Goes over a multipart body as it comes, split anywhere, and tells where its parts are (RFC 2046,
 * section 5.1.1; RFC 7578). It keeps no more than one part's head, and looks at each byte once.
 *
 * <p>Strict where parsers differ: a line that begins with the boundary is a delimiter, and nothing
 * but white space may follow the boundary on it; lines of the form itself end with CR LF. What some
 * parser could take for a delimiter and another for content is refused, so that no provider reads
 * other fields than were read here.
 */
final class MultipartScanner {

  /** Names of files may be long; whoever sends more than this sends something else. */
  static final int LONGEST_HEAD = 8192;

  /** What is told of parts. Offsets count from the beginning of the body. */
  interface Parts {

    /**
     * A part begins.
     *
     * @param start of the line with the boundary before it
     * @param valueStart of its value
     */
    void begins(PartHead head, long start, long valueStart) throws MalformedBodyException;

    /**
     * The part ends.
     *
     * @param end after its value; CR LF and the next line with the boundary follow
     */
    void ends(long end) throws MalformedBodyException;
  }

  private enum State {
    /** In the preamble, a value, or the epilogue. */
    TEXT,
    AFTER_BOUNDARY,
    PADDING,
    LINE_FEED,
    SECOND_DASH,
    CLOSED,
    CLOSED_LINE_FEED,
    HEAD
  }

  private enum Section {
    PREAMBLE,
    PART,
    EPILOGUE
  }

  /** A line feed, two dashes, the boundary. */
  private final byte[] delimiter;

  private Parts parts;
  private final byte[] head = new byte[LONGEST_HEAD];
  private int headLength;
  private int headLine;
  private State state = State.TEXT;
  private Section section = Section.PREAMBLE;

  /** How much of the delimiter stands before the present byte; a body begins at a line's start. */
  private int matched = 1;

  private boolean afterReturn = true;
  private byte last;
  private long position;
  private long lineStart;
  private long valueStart;
  private long firstStart = -1;

  MultipartScanner(String boundary, Parts parts) {
    this.delimiter = ("\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
    this.parts = parts;
  }

  /** Tells somebody else from now on. */
  void tell(Parts other) {
    parts = other;
  }

  /** Where the first line with the boundary begins, or -1 while there is none. */
  long firstStart() {
    return firstStart;
  }

  /** How far it has come. */
  long position() {
    return position;
  }

  /** Goes over what comes next. */
  void feed(byte[] bytes, int offset, int length) throws MalformedBodyException {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (state == State.TEXT) {
        at = text(bytes, at, end);
      } else {
        position++;
        step(bytes[at++]);
      }
    }
  }

  /** The body has ended. */
  void end() throws MalformedBodyException {
    if (firstStart < 0) {
      throw new MalformedBodyException(
          "the boundary that the content-type header names does not stand in the body");
    }
    if (section != Section.EPILOGUE) {
      throw new MalformedBodyException("the body ends before its closing boundary");
    }
  }

  /** Looks for the boundary at the beginning of a line, and says how far it came. */
  private int text(byte[] bytes, int from, int end) throws MalformedBodyException {
    int at = from;
    while (at < end) {
      if (matched == 0) {
        at = lineFeed(bytes, at, end);
        if (at < end) {
          afterReturn = (at > from ? bytes[at - 1] : last) == '\r';
          matched = 1;
          at++;
        }
      } else if (bytes[at] == delimiter[matched]) {
        at++;
        if (++matched == delimiter.length) {
          position += at - from;
          boundary();
          return at;
        }
      } else {
        // The delimiter has no second line feed: what was matched can't hold its beginning.
        matched = 0;
      }
    }
    position += at - from;
    last = bytes[end - 1];
    return end;
  }

  private static int lineFeed(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  private void boundary() throws MalformedBodyException {
    lineStart = position - (delimiter.length - 1);
    if (!afterReturn) {
      throw wrong("a line with the boundary follows a line that does not end with CR LF");
    }
    switch (section) {
      case EPILOGUE -> throw wrong("the boundary stands once more after the closing one");
      case PART -> {
        if (lineStart - 2 < valueStart) {
          throw wrong(
              "a part has no value, not even an empty one, before a line with the boundary");
        }
        parts.ends(lineStart - 2);
      }
      case PREAMBLE -> firstStart = lineStart;
    }
    state = State.AFTER_BOUNDARY;
  }

  /** Takes a byte of what divides the parts. */
  private void step(byte b) throws MalformedBodyException {
    state =
        switch (state) {
          case AFTER_BOUNDARY ->
              switch (b) {
                case '-' -> State.SECOND_DASH;
                case '\r' -> State.LINE_FEED;
                default -> blank(b, State.PADDING);
              };
          case PADDING -> b == '\r' ? State.LINE_FEED : blank(b, State.PADDING);
          case LINE_FEED -> {
            expect('\n', b);
            headLength = 0;
            headLine = 0;
            yield State.HEAD;
          }
          case SECOND_DASH -> {
            expect('-', b);
            section = Section.EPILOGUE;
            yield State.CLOSED;
          }
          case CLOSED -> b == '\r' ? State.CLOSED_LINE_FEED : blank(b, State.CLOSED);
          case CLOSED_LINE_FEED -> {
            expect('\n', b);
            yield beginText();
          }
          case HEAD -> head(b);
          case TEXT -> throw new IllegalStateException("text is not read byte by byte");
        };
  }

  /** White space may follow the boundary (RFC 2046: transport padding). */
  private State blank(byte b, State next) throws MalformedBodyException {
    if (b != ' ' && b != '\t') {
      throw wrong("something else than CR LF follows the boundary on its line");
    }
    return next;
  }

  private void expect(char expected, byte b) throws MalformedBodyException {
    if (b != expected) {
      throw wrong("something else than CR LF follows the boundary on its line");
    }
  }

  private State beginText() {
    matched = 1;
    afterReturn = true;
    last = '\n';
    return State.TEXT;
  }

  private State head(byte b) throws MalformedBodyException {
    if (headLength == LONGEST_HEAD) {
      throw wrong("the head of a part is longer than " + LONGEST_HEAD + " bytes");
    }
    boolean returned = headLength > headLine && head[headLength - 1] == '\r';
    if (returned != (b == '\n')) {
      throw wrong("a line in the head of a part does not end with CR LF");
    }
    head[headLength++] = b;
    if (b != '\n') {
      return State.HEAD;
    }
    boolean empty = headLength - headLine == 2;
    headLine = headLength;
    return empty ? beginPart() : State.HEAD;
  }

  private State beginPart() throws MalformedBodyException {
    PartHead read = PartHead.read(head, headLength, "the part at byte " + lineStart);
    section = Section.PART;
    valueStart = position;
    parts.begins(read, lineStart, valueStart);
    return beginText();
  }

  private MalformedBodyException wrong(String what) {
    return new MalformedBodyException(what + " (the line at byte " + lineStart + ")");
  }
}
