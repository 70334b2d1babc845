package dev.keyway.stream;

import dev.keyway.http.ByteSlice;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Surface;

/**
 * Watches the bytes of one streamed answer as they pass, without changing them: says when content
 * has begun or an error came first, what was used, and what has to follow when it breaks. Bounded
 * memory whatever the stream holds: of one event the first 64 KiB are kept, and the last 16. Never
 * throws for what a provider sent. Not safe for several threads.
 *
 * <p>Content is any event that carries something of the answer: text, a tool call, reasoning,
 * refusal, audio, or the reason why it ended. Until then every event is read as JSON; afterwards
 * only those whose name or bytes promise usage, an error or the end.
 */
public final class StreamWatch {

  private static final ByteSlice NOTHING = ByteSlice.of(new byte[0]);

  private final AnswerEvents events;
  private final SseScanner scanner = new SseScanner(new Events());

  private State state = State.WAITING;
  private ByteSlice errorData = NOTHING;
  private boolean failed;
  private boolean terminated;

  /** Whether the dialect's terminator is under way, an event too long to be kept. */
  private boolean terminating;

  private StreamWatch(AnswerEvents events) {
    this.events = events;
  }

  /** A watch over an answer of this surface. */
  public static StreamWatch of(Surface surface) {
    return new StreamWatch(AnswerEvents.of(surface));
  }

  /** Takes the next bytes, split anywhere, and says what is known now. */
  public State feed(byte[] bytes, int offset, int length) {
    scanner.feed(bytes, offset, length);
    return state;
  }

  /**
   * The stream is over. What came of a last event whose empty line is missing is taken for one:
   * providers close behind their terminator or an error without it. Says what is known now.
   */
  public State end() {
    scanner.end();
    return state;
  }

  /** What is known now. Once {@link State#CONTENT} or {@link State#ERROR}, it stays so. */
  public State state() {
    return state;
  }

  /** The data of the error event when the state is {@link State#ERROR}; empty otherwise. */
  public ByteSlice errorData() {
    return errorData;
  }

  /** Whether an error event has been seen, before content or after it. */
  public boolean failed() {
    return failed;
  }

  /** Whether the dialect's terminator has been seen: the answer is whole. */
  public boolean terminated() {
    return terminated;
  }

  /**
   * Whether the answer has come to its end: by the dialect's terminator, or, for providers that
   * leave it out, by the reason why the model stopped. A stream that ends before has been cut off,
   * however cleanly its connection was closed.
   */
  public boolean whole() {
    return terminated || events.finished();
  }

  /**
   * What goes out after this stream when it broke off: an error in its dialect, and its terminator.
   * It stands at the beginning of a line; where the stream broke inside an event, an empty line has
   * to go before it.
   */
  public byte[] ending(Refusal refusal) {
    return events.ending(refusal);
  }

  /** Whether the bytes fed so far end between two events. */
  public boolean betweenEvents() {
    return scanner.betweenEvents();
  }

  /** How many of the bytes fed last are those of an event that is not whole yet. */
  public long openBytes() {
    return scanner.openBytes();
  }

  /** Tokens reported so far. */
  public Usage usage() {
    return events.usage().usage();
  }

  private void take(SseEvent event) {
    if (state != State.WAITING && !events.matters(event)) {
      events.skip();
      return;
    }
    Meaning meaning = events.read(event);
    boolean untold = meaning == Meaning.NOTHING && event.isCut();
    switch (untold ? Meaning.CONTENT : meaning) {
      case NOTHING -> {}
      case CONTENT -> decide(State.CONTENT);
      case CONCLUSION -> {
        decide(State.CONTENT);
        terminate(event);
      }
      case ERROR -> fail(event);
      case BREAKDOWN -> {
        fail(event);
        terminate(event);
      }
      case END -> terminate(event);
    }
  }

  private void terminate(SseEvent event) {
    terminating = event.isCut();
    terminated |= !terminating;
  }

  private void fail(SseEvent event) {
    failed = true;
    if (state == State.WAITING) {
      errorData = event.copyOfData();
    }
    decide(State.ERROR);
  }

  private void decide(State told) {
    if (state == State.WAITING) {
      state = told;
    }
  }

  private final class Events implements SseScanner.Sink {

    @Override
    public void event(SseEvent event) {
      take(event);
    }

    @Override
    public void endOf(SseEvent cut) {
      UsageTail.read(cut.tail(), events.usage());
      terminated |= terminating;
    }
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
