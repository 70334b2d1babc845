package dev.keyway.relay;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Puts together what is to be written until its event loop has dealt with all that had come: what
 * one reading brought is written at once. Runs on one event loop.
 */
final class Gathered {

  /** Of more a client that does not keep up must be noticed, so that its provider is paused. */
  private static final int MOST_BYTES = 16 << 10;

  private final Context loop = Objects.requireNonNull(Vertx.currentContext(), "no event loop");
  private final List<Buffer> parts = new ArrayList<>(4);
  private final Consumer<Buffer> writer;
  private int bytes;
  private boolean due;
  private boolean held;

  /**
   * @param writer takes what has been put together
   */
  Gathered(Consumer<Buffer> writer) {
    this.writer = writer;
  }

  void add(Buffer part) {
    parts.add(part);
    bytes += part.length();
    if (bytes >= MOST_BYTES) {
      writer.accept(taken());
    } else if (!due) {
      due = true;
      loop.runOnContext(turn -> write());
    }
  }

  /** Writes nothing more by itself. */
  void hold() {
    held = true;
  }

  /** What has not been written, which is the caller's now; empty when there is none. */
  Buffer taken() {
    Buffer all = Bytes.together(parts);
    parts.clear();
    bytes = 0;
    return all;
  }

  private void write() {
    due = false;
    if (!held && !parts.isEmpty()) {
      writer.accept(taken());
    }
  }
}
