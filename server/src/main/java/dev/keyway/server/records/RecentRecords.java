package dev.keyway.server.records;

import dev.keyway.http.ByteSlice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last records, as lines, for an operator who asks what just happened. Lines stand in a few
 * large arrays that are used again: as an object each they were what the garbage collector copied
 * most.
 */
public final class RecentRecords {

  /** How many are kept. */
  public static final int KEPT = 1000;

  /** A client may make a record long, with the names of its models: then fewer are kept. */
  static final int MOST_BYTES = 16 << 20;

  private final Deque<LineBlock> blocks = new ArrayDeque<>();
  private int lines;
  private long bytes;
  private @Nullable LineBlock spare;

  /** Takes a line that ends with its line break. */
  synchronized void add(ByteSlice line) {
    LineBlock newest = blocks.peekLast();
    if (newest == null || !newest.hasRoomFor(line)) {
      newest = emptyBlock(line);
      blocks.addLast(newest);
      bytes += newest.size();
    }
    newest.add(line);
    lines++;
    forget();
  }

  private LineBlock emptyBlock(ByteSlice firstLine) {
    LineBlock used = spare;
    if (used != null && used.hasRoomFor(firstLine)) {
      spare = null;
      return used;
    }
    return LineBlock.emptyFor(firstLine);
  }

  /** Lets go of the oldest blocks whose lines are needed no more. */
  private void forget() {
    LineBlock oldest = blocks.getFirst();
    while (blocks.size() > 1 && (lines - oldest.lines() >= KEPT || bytes > MOST_BYTES)) {
      blocks.removeFirst();
      lines -= oldest.lines();
      bytes -= oldest.size();
      if (oldest.isOfUsualSize()) {
        oldest.clear();
        spare = oldest;
      }
      oldest = blocks.getFirst();
    }
  }

  /**
   * The last of them, oldest first, each with its line break.
   *
   * @param count how many at most
   */
  public synchronized byte[] last(int count) {
    int tooOld = Math.max(0, lines - Math.min(count, KEPT));
    List<ByteSlice> parts = new ArrayList<>(blocks.size());
    for (LineBlock block : blocks) {
      parts.add(block.withoutFirst(tooOld));
      tooOld = Math.max(0, tooOld - block.lines());
    }
    return ByteSlice.join(parts);
  }
}
