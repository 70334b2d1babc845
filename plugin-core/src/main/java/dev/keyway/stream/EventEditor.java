package dev.keyway.stream;

import dev.keyway.http.ByteSlice;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Changes the events of one stream as they pass. Takes bytes that are split anywhere, holds an
 * event until it is whole, and gives out what an {@link EventEdit} made of it. An event that is not
 * changed goes out byte for byte, and of one that is, every line that did not change. Nothing goes
 * out unedited: a stream whose event is too large to be held, or can't be edited, is {@linkplain
 * #stuck stuck} there. Not safe for several threads at once.
 */
public final class EventEditor {

  /** The most bytes of one event, all its lines together, that are held to be edited: 1 MiB. */
  public static final int MOST_EVENT_BYTES = 1 << 20;

  private static final int FIRST_ROOM = 4096;

  private final EventEdit edit;
  private final int mostEventBytes;
  private final EventEnds finder = new EventEnds();

  private byte[] held = new byte[FIRST_ROOM];
  private int length;

  /** Where the whole events in {@link #held} end. */
  private int[] ends = new int[8];

  private int whole;
  private boolean first = true;
  private boolean stuck;

  /** An editor of one stream. */
  public EventEditor(EventEdit edit) {
    this(edit, MOST_EVENT_BYTES);
  }

  EventEditor(EventEdit edit, int mostEventBytes) {
    this.edit = edit;
    this.mostEventBytes = mostEventBytes;
  }

  /** Takes the next bytes, and edits nothing yet. Ignores them when it is stuck. */
  public void feed(byte[] bytes, int offset, int count) {
    if (stuck) {
      return;
    }
    int known = length;
    hold(bytes, offset, count);
    for (int end = finder.next(held, known, length); end >= 0; ) {
      if (end - waiting() > mostEventBytes) {
        stuck = true;
        return;
      }
      add(end);
      end = finder.next(held, end, length);
    }
    stuck = length - waiting() > mostEventBytes;
  }

  /** How many bytes of whole events wait to be edited. */
  public int waiting() {
    return whole == 0 ? 0 : ends[whole - 1];
  }

  /** How many bytes are held in all, of whole events and of the one that is not whole yet. */
  public int held() {
    return length;
  }

  /** Edits the whole events that wait, and gives what goes out in their place. */
  public ByteSlice edited() {
    Output out = new Output(waiting() + 64);
    int start = 0;
    for (int i = 0; i < whole && pass(start, ends[i], out); i++) {
      start = ends[i];
    }
    int behind = waiting();
    System.arraycopy(held, behind, held, 0, length - behind);
    length -= behind;
    whole = 0;
    shrink();
    return out.slice();
  }

  /**
   * The stream is over. Edits what came of a last event whose empty line is missing as well:
   * providers close behind their terminator without it.
   */
  public ByteSlice end() {
    if (!stuck && length > waiting()) {
      add(length);
    }
    return edited();
  }

  /**
   * Whether an event came that can't be edited. What {@link #edited} gives then is what went before
   * it, and nothing comes after.
   */
  public boolean stuck() {
    return stuck;
  }

  private boolean pass(int start, int end, Output out) {
    EventLines lines = new EventLines(held, start, end, first);
    first = false;
    EventText own = lines.text();
    if (own.isNone()) {
      out.write(held, start, end - start);
      return true;
    }
    EventText changed = edit.edit(own);
    if (changed == null) {
      stuck = true;
      return false;
    }
    if (changed.equals(own)) {
      out.write(held, start, end - start);
    } else {
      lines.write(own, changed, out);
    }
    return true;
  }

  private void hold(byte[] bytes, int offset, int count) {
    if (length + count > held.length) {
      held = Arrays.copyOf(held, Math.max(length + count, 2 * held.length));
    }
    System.arraycopy(bytes, offset, held, length, count);
    length += count;
  }

  private void add(int end) {
    if (whole == ends.length) {
      ends = Arrays.copyOf(ends, 2 * whole);
    }
    ends[whole++] = end;
  }

  /** One large event does not take its room for the rest of a long stream. */
  private void shrink() {
    if (held.length > 16 * FIRST_ROOM && length <= FIRST_ROOM) {
      held = Arrays.copyOf(held, FIRST_ROOM);
      ends = new int[8];
    }
  }

  private static final class Output extends ByteArrayOutputStream {

    Output(int size) {
      super(size);
    }

    ByteSlice slice() {
      return new ByteSlice(buf, 0, count);
    }
  }
}
