package dev.keyway.stream;

import dev.keyway.http.ByteSlice;
import dev.keyway.request.Surface;

/**
 * Watches the bytes of one streamed answer as they pass, without changing them: says when content
 * has begun or an error came first, and what was used. Bounded memory whatever the stream holds.
 * Not safe for several threads.
 */
public final class StreamWatch {

  private final Surface surface;

  private StreamWatch(Surface surface) {
    this.surface = surface;
  }

  /** A watch over an answer of this surface. */
  public static StreamWatch of(Surface surface) {
    return new StreamWatch(surface);
  }

  /** Takes the next bytes, split anywhere, and says what is known now. */
  public State feed(byte[] bytes, int offset, int length) {
    throw new UnsupportedOperationException(surface.toString() + bytes.length + offset + length);
  }

  /** What is known now. Once {@link State#CONTENT} or {@link State#ERROR}, it stays so. */
  public State state() {
    throw new UnsupportedOperationException();
  }

  /** The data of the error event when the state is {@link State#ERROR}; empty otherwise. */
  public ByteSlice errorData() {
    throw new UnsupportedOperationException();
  }

  /** Whether the dialect's terminator has been seen: the answer is whole. */
  public boolean terminated() {
    throw new UnsupportedOperationException();
  }

  /** Whether the bytes fed so far end between two events. */
  public boolean betweenEvents() {
    throw new UnsupportedOperationException();
  }

  /** Tokens reported so far. */
  public Usage usage() {
    throw new UnsupportedOperationException();
  }

  /** What a stream has shown. */
  public enum State {
    /** Nothing that tells: comments, pings, role-only deltas. */
    WAITING,
    /** Something of the answer. */
    CONTENT,
    /** An error event before any content. */
    ERROR
  }
}
