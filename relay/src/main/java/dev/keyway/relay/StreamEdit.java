package dev.keyway.relay;

import dev.keyway.http.ByteSlice;
import java.util.function.Consumer;

/** What changes a stream's bytes on their way to the client. Runs on one event loop. */
interface StreamEdit {

  /** Takes what came; what goes out for it, perhaps nothing yet, is handed over now or later. */
  void take(ByteSlice bytes, Consumer<ByteSlice> then);

  /** The stream is over after these; hands over the rest, in one. */
  void end(ByteSlice last, Consumer<ByteSlice> then);

  /** Whether something is on its way: until it is handed over nothing more may be taken. */
  boolean busy();

  /** Whether what was handed over last is all that goes out: the next event can't be changed. */
  boolean stuck();

  /** Whether what was handed over so far ends in the middle of an event. */
  boolean inEvent();
}
