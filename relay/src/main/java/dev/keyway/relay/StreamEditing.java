package dev.keyway.relay;

import dev.keyway.http.ByteSlice;
import dev.keyway.stream.EventEdit;
import dev.keyway.stream.EventEditor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Edits the events of one stream: on its event loop where that is quick, else on a detour, while
 * which the provider is not read from. Runs on one event loop.
 */
final class StreamEditing {

  /**
   * A replacement takes 50 to 120 ns a character, and a loop must not be held for a millisecond.
   */
  static final int LONG_BYTES = 4096;

  private final EventEditor editor;
  private final UpstreamCall call;
  private final Detour detour;
  private boolean busy;

  StreamEditing(EventEdit edit, UpstreamCall call, Detour detour) {
    this.editor = new EventEditor(edit);
    this.call = call;
    this.detour = detour;
  }

  /** Takes what came; what goes out for it, perhaps nothing yet, is handed over now or later. */
  void take(ByteSlice bytes, Consumer<ByteSlice> then) {
    editor.feed(bytes.bytes(), bytes.offset(), bytes.length());
    step(editor.waiting(), editor::edited, then);
  }

  /** The stream is over; hands over the rest. */
  void end(Consumer<ByteSlice> then) {
    step(editor.held(), editor::end, then);
  }

  /** Whether something is on its detour: until it is handed over nothing more may be taken. */
  boolean busy() {
    return busy;
  }

  /** Whether what was handed over last is all that goes out: the next event can't be edited. */
  boolean stuck() {
    return editor.stuck();
  }

  private void step(int bytes, Supplier<ByteSlice> work, Consumer<ByteSlice> then) {
    if (bytes <= LONG_BYTES) {
      then.accept(work.get());
      return;
    }
    busy = true;
    call.pause();
    detour.take(
        work,
        edited -> {
          busy = false;
          then.accept(edited);
        });
  }
}
