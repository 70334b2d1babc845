package dev.keyway.relay;

import dev.keyway.http.ByteSlice;
import dev.keyway.request.Surface;
import dev.keyway.stream.BodyUsage;
import dev.keyway.stream.ByteTail;
import dev.keyway.stream.StreamWatch;
import dev.keyway.stream.Usage;
import org.jspecify.annotations.Nullable;

/** Reads what an answer says it used while it passes. Runs on one event loop. */
final class UsageMeter {

  private final HeldAnswer held;
  private final Surface surface;
  private final boolean whole;
  private final @Nullable StreamWatch watch;

  /** The end of an answer too long to be held. */
  private final @Nullable ByteTail tail;

  /**
   * @param whole whether what is held is all there is
   */
  UsageMeter(HeldAnswer held, Surface surface, boolean whole) {
    this.held = held;
    this.surface = surface;
    this.whole = whole;
    this.watch = held.watch();
    this.tail = watch == null && !whole && held.isPlainJson() ? BodyUsage.tail() : null;
    if (tail != null) {
      follow(held.bytes());
    }
  }

  /** Takes what passes after what was held. */
  void follow(ByteSlice next) {
    if (watch != null) {
      watch.feed(next.bytes(), next.offset(), next.length());
    } else if (tail != null) {
      tail.add(next.bytes(), next.offset(), next.length());
    }
  }

  /** What has been reported so far. */
  Usage usage() {
    if (watch != null) {
      return watch.usage();
    }
    if (tail != null) {
      return BodyUsage.readTail(surface, tail);
    }
    return whole ? BodyUsage.read(surface, held.decoded()) : Usage.UNKNOWN;
  }
}
