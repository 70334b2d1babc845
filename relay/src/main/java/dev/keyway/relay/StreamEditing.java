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
final class StreamEditing implements StreamEdit {

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

  @Override
  public void take(ByteSlice bytes, Consumer<ByteSlice> then) {
    editor.feed(bytes.bytes(), bytes.offset(), bytes.length());
    step(editor.waiting(), editor::edited, then);
  }

  @Override
  public void end(ByteSlice last, Consumer<ByteSlice> then) {
    editor.feed(last.bytes(), last.offset(), last.length());
    step(editor.held(), editor::end, then);
  }

  @Override
  public boolean busy() {
    return busy;
  }

  @Override
  public boolean stuck() {
    return editor.stuck();
  }

  /** Edited events go out whole. */
  @Override
  public boolean inEvent() {
    return false;
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
