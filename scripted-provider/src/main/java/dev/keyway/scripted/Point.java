package dev.keyway.scripted;

/** A place in a response where an answer makes a {@link Move}. */
public sealed interface Point {

  /** Before the first byte of the status line, after any informational responses. */
  record BeforeHead() implements Point {}

  /** In the middle of the head's bytes. */
  record InHead() implements Point {}

  /**
   * After so many pieces of the body: events of a stream, of whatever kind; the whole body of
   * anything else is one piece. More than there are means the end of the body.
   */
  record AfterPieces(int count) implements Point {}

  /**
   * After so many pieces that carry something of the answer's text; 0 is just before the first one,
   * after role-only deltas, {@code message_start} and pings.
   */
  record AfterContent(int count) implements Point {}

  /** After so many bytes of the body. */
  record AfterBytes(int count) implements Point {}

  /** In the middle of the body's bytes. */
  record InBody() implements Point {}

  /** Between each two pieces of the body. */
  record BetweenPieces() implements Point {}

  /** When the body is sent, before what marks its end (the last chunk). */
  record BeforeTerminator() implements Point {}

  /** When the response is complete and the connection would be idle. */
  record AfterEnd() implements Point {}

  /** Whether it is after the head and before the end of the body. */
  default boolean isInBody() {
    return !(this instanceof BeforeHead || this instanceof InHead || this instanceof AfterEnd);
  }

  /** See {@link BeforeHead}. */
  static Point beforeHead() {
    return new BeforeHead();
  }

  /** See {@link InHead}. */
  static Point inHead() {
    return new InHead();
  }

  /** When the head is sent and nothing of the body. */
  static Point afterHead() {
    return new AfterPieces(0);
  }

  /** See {@link AfterPieces}. */
  static Point afterPieces(int count) {
    return new AfterPieces(count);
  }

  /** Just before the first piece of content, see {@link AfterContent}. */
  static Point beforeContent() {
    return new AfterContent(0);
  }

  /** See {@link AfterContent}. */
  static Point afterContent(int count) {
    return new AfterContent(count);
  }

  /** See {@link AfterBytes}. */
  static Point afterBytes(int count) {
    return new AfterBytes(count);
  }

  /** See {@link InBody}. */
  static Point inBody() {
    return new InBody();
  }

  /** See {@link BetweenPieces}. */
  static Point betweenPieces() {
    return new BetweenPieces();
  }

  /** See {@link BeforeTerminator}. */
  static Point beforeTerminator() {
    return new BeforeTerminator();
  }

  /** See {@link AfterEnd}. */
  static Point afterEnd() {
    return new AfterEnd();
  }
}
