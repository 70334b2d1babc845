package dev.keyway.relay;

import dev.keyway.http.ByteSlice;
import dev.keyway.stream.StreamWatch;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Passes a stream byte for byte, but holds an event back until it is whole, unless it is large: no
 * client can do anything with a part of one, and where the provider breaks off, a part would stand
 * before the error that says so, as an event its client can't read. Runs on one event loop.
 */
final class WholeEvents implements StreamEdit {

  /** Events of text are much smaller; longer ones are images, or repeat an answer. */
  static final int MOST_HELD = 64 * 1024;

  private final StreamWatch watch;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream(0);
  private boolean inEvent;

  /**
   * @param watch has been fed what is taken, and nothing more
   */
  WholeEvents(StreamWatch watch) {
    this.watch = watch;
  }

  @Override
  public void take(ByteSlice bytes, Consumer<ByteSlice> then) {
    long open = watch.openBytes();
    inEvent = open > MOST_HELD;
    int kept = inEvent ? 0 : (int) Math.min(open, bytes.length());
    int passed = bytes.length() - kept;
    ByteSlice out = joined(new ByteSlice(bytes.bytes(), bytes.offset(), passed));
    held.write(bytes.bytes(), bytes.offset() + passed, kept);
    then.accept(out);
  }

  @Override
  public void end(ByteSlice last, Consumer<ByteSlice> then) {
    held.write(last.bytes(), last.offset(), last.length());
    then.accept(ByteSlice.of(held.toByteArray()));
  }

  @Override
  public boolean busy() {
    return false;
  }

  @Override
  public boolean stuck() {
    return false;
  }

  @Override
  public boolean inEvent() {
    return inEvent;
  }

  /** What was held, where it goes out with what came, before it. */
  private ByteSlice joined(ByteSlice next) {
    if (held.size() == 0 || next.length() == 0) {
      return next;
    }
    held.write(next.bytes(), next.offset(), next.length());
    ByteSlice all = ByteSlice.of(held.toByteArray());
    held.reset();
    return all;
  }
}
