package dev.keyway.classify;

import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import java.util.Locale;

/** What became of one attempt. A carrier makes it, the attempt sequence decides by it. */
public sealed interface Outcome {

  /**
   * The provider answered.
   *
   * @param status HTTP status
   * @param headers the response's headers
   * @param prefix how much of the body is known
   * @param body the body's first bytes, decoded from any content coding; whole when {@code prefix}
   *     says so; for {@link Prefix#STREAM_ERROR} the data of the error event
   */
  record Answered(int status, Headers headers, Prefix prefix, ByteSlice body) implements Outcome {}

  /** How much of an answer's body a carrier has seen when it asks what to do. */
  enum Prefix {
    /** All of it. */
    COMPLETE,
    /** All of it, in a content coding that can't be decoded to its end. */
    UNREADABLE,
    /** The first bytes; more may come. */
    TRUNCATED,
    /** A stream has produced its first content event. */
    STREAM_CONTENT,
    /** A stream that is alive has used up its guard time without content. */
    STREAM_GUARD_OVER,
    /** A stream's first telling event is an error. */
    STREAM_ERROR,
    /** A stream ended without any content. */
    STREAM_EMPTY;

    /** Whether the answer is a stream. */
    public boolean ofStream() {
      return switch (this) {
        case COMPLETE, UNREADABLE, TRUNCATED -> false;
        case STREAM_CONTENT, STREAM_GUARD_OVER, STREAM_ERROR, STREAM_EMPTY -> true;
      };
    }
  }

  /**
   * The connection failed or broke before an answer could be committed.
   *
   * @param stage where
   * @param bodySent whether the request had been sent whole, so that the provider may have served
   *     (and billed) it
   */
  record Broken(Stage stage, boolean bodySent) implements Outcome {}

  /** The attempt's time ran out. */
  record TimedOut(Stage stage, boolean bodySent) implements Outcome {}

  /** The client went away. */
  record Cancelled() implements Outcome {}

  /** The step of an exchange in which a connection failed. */
  enum Stage {
    DNS,
    /** The egress proxy could not be reached, or would not let the request through. */
    PROXY,
    CONNECT,
    TLS,
    SEND,
    HEAD,
    BODY;

    /** Lower case, as records show it. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
