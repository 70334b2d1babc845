package dev.keyway.request;

import java.nio.charset.StandardCharsets;

/**
 * Goes over a multipart body as it comes, split anywhere, and tells where its parts are (RFC 2046,
 * section 5.1.1; RFC 7578). It keeps no more than one part's head, and looks at each byte once.
 *
 * <p>Strict where parsers differ. The boundary with its two dashes may stand at the beginning of a
 * line that follows CR LF, with nothing but white space behind it, and nowhere else: some parsers
 * look for it in the middle of lines, or take a lone CR or LF for a line's end. Nothing but a
 * line's end may stand before the first and after the last: some parsers take that for a part, too.
 * So no provider reads other fields than were read here.
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
    /** Before the first line with the boundary, or in a value. */
    TEXT,
    AFTER_BOUNDARY,
    PADDING,
    LINE_FEED,
    SECOND_DASH,
    CLOSED,
    ENDED,
    HEAD
  }

  private enum Section {
    PREAMBLE,
    PART,
    CLOSED
  }

  /** Two dashes, the boundary. */
  private final byte[] delimiter;

  /** How much of the delimiter may still be matched where its next byte does not come. */
  private final int[] shorter;

  private Parts parts;

  private final byte[] head = new byte[LONGEST_HEAD];

  private int headLength;
  private int headLine;
  private State state = State.TEXT;
  private Section section = Section.PREAMBLE;

  /** How much of the delimiter stands before the present byte. */
  private int matched;

  /** What stands before the present piece of text: as much as the delimiter and a line's end. */
  private final byte[] before;

  private long position;
  private long lineStart;
  private long valueStart;
  private long firstStart = -1;

  MultipartScanner(String boundary, Parts parts) {
    this.delimiter = ("--" + boundary).getBytes(StandardCharsets.US_ASCII);
    this.shorter = shorter(delimiter);
    this.before = new byte[delimiter.length + 2];
    this.parts = parts;
    // A body begins at a line's start.
    beginText();
  }

  /** Tells somebody else from now on. */
  void tell(Parts other) {
    parts = other;
  }

  /** Where the first line with the boundary begins, or -1 while there is none. */
  long firstStart() {
    return firstStart;
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
    if (section != Section.CLOSED) {
      throw new MalformedBodyException("the body ends before its closing boundary");
    }
  }

  /** Looks for the boundary, wherever it stands, and says how far it came. */
  private int text(byte[] bytes, int from, int end) throws MalformedBodyException {
    int at = from;
    while (at < end) {
      if (matched == 0) {
        at = dash(bytes, at, end);
      }
      if (at < end) {
        if (bytes[at] == delimiter[matched]) {
          at++;
          matched++;
        } else if (matched == 0) {
          at++;
        } else {
          matched = shorter[matched - 1];
        }
      }
      if (matched == delimiter.length) {
        position += at - from;
        boundary(isAtLineStart(bytes, from, at - delimiter.length));
        return at;
      }
    }
    position += end - from;
    remember(bytes, from, end);
    return end;
  }

  private static int dash(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != '-') {
      at++;
    }
    return at;
  }

  /** The lengths of a search by Knuth, Morris and Pratt: many boundaries begin with many dashes. */
  private static int[] shorter(byte[] delimiter) {
    int[] shorter = new int[delimiter.length];
    int length = 0;
    for (int at = 1; at < delimiter.length; at++) {
      while (length > 0 && delimiter[at] != delimiter[length]) {
        length = shorter[length - 1];
      }
      if (delimiter[at] == delimiter[length]) {
        length++;
      }
      shorter[at] = length;
    }
    return shorter;
  }

  private boolean isAtLineStart(byte[] bytes, int from, int start) {
    return byteAt(bytes, from, start - 2) == '\r' && byteAt(bytes, from, start - 1) == '\n';
  }

  private byte byteAt(byte[] bytes, int from, int at) {
    return at >= from ? bytes[at] : before[before.length - (from - at)];
  }

  private void remember(byte[] bytes, int from, int end) {
    int fresh = Math.min(end - from, before.length);
    System.arraycopy(before, fresh, before, 0, before.length - fresh);
    System.arraycopy(bytes, end - fresh, before, before.length - fresh, fresh);
  }

  private void boundary(boolean atLineStart) throws MalformedBodyException {
    lineStart = position - delimiter.length;
    matched = 0;
    if (!atLineStart) {
      throw wrong(
          "the boundary stands in the middle of a line, or a line before it does not end with CR LF");
    }
    switch (section) {
      case CLOSED -> throw new IllegalStateException("nothing but blank lines is read there");
      case PART -> {
        if (lineStart - 2 < valueStart) {
          throw wrong(
              "a part has no value, not even an empty one, before a line with the boundary");
        }
        parts.ends(lineStart - 2);
      }
      case PREAMBLE -> beginForm();
    }
    state = State.AFTER_BOUNDARY;
  }

  /** Some parsers take what stands there for a part without a boundary. */
  private void beginForm() throws MalformedBodyException {
    if (lineStart > 2) {
      throw wrong("something stands before the first line with the boundary");
    }
    firstStart = lineStart;
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
            section = Section.CLOSED;
            yield State.CLOSED;
          }
          case CLOSED -> b == '\r' ? State.ENDED : blank(b, State.CLOSED);
          case ENDED -> {
            if (b != '\r' && b != '\n') {
              throw wrong("something follows the closing boundary");
            }
            yield State.ENDED;
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
    matched = 0;
    before[before.length - 2] = '\r';
    before[before.length - 1] = '\n';
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
    checkHead();
    PartHead read = PartHead.read(head, headLength, "the part at byte " + lineStart);
    section = Section.PART;
    valueStart = position;
    parts.begins(read, lineStart, valueStart);
    return beginText();
  }

  private void checkHead() throws MalformedBodyException {
    String text = new String(head, 0, headLength, StandardCharsets.ISO_8859_1);
    if (text.contains(new String(delimiter, StandardCharsets.US_ASCII))) {
      throw wrong("the boundary stands in the head of a part");
    }
  }

  private MalformedBodyException wrong(String what) {
    return new MalformedBodyException(what + " (the line at byte " + lineStart + ")");
  }
}
