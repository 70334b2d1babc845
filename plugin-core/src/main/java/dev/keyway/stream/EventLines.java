package dev.keyway.stream;

import dev.keyway.regex.LosslessUtf8;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one event, which lie in an array: reads its text, and writes it anew around a
 * changed one. Lines that say something else stay as they are, byte for byte.
 */
final class EventLines {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] DATA = AnswerJson.ascii("data");
  private static final byte[] RETRY = AnswerJson.ascii("retry");
  private static final byte[] EVENT = AnswerJson.ascii("event");

  private final byte[] bytes;
  private final int start;
  private final int firstLine;
  private final int end;

  /** The line looked at: where it begins, where what it says ends, where the next one begins. */
  private int line;

  private int lineEnd;
  private int nextLine;

  /**
   * @param first whether the event is the first of its stream, which a byte order mark may precede
   */
  EventLines(byte[] bytes, int start, int end, boolean first) {
    this.bytes = bytes;
    this.start = start;
    this.firstLine = first && isMarked(bytes, start, end) ? start + BYTE_ORDER_MARK.length : start;
    this.end = end;
  }

  private static boolean isMarked(byte[] bytes, int start, int end) {
    int behind = start + BYTE_ORDER_MARK.length;
    return behind <= end
        && Arrays.equals(bytes, start, behind, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }

  /** What of it may be changed. */
  EventText text() {
    String data = null;
    StringBuilder more = null;
    String retry = null;
    rewind();
    while (advance()) {
      if (is(DATA)) {
        if (data == null) {
          data = value(DATA);
        } else {
          more = more == null ? new StringBuilder(data) : more;
          more.append('\n').append(value(DATA));
        }
      } else if (is(RETRY)) {
        retry = value(RETRY);
      }
    }
    return new EventText(more == null ? data : more.toString(), retry);
  }

  /** Writes the event with another text in place of its own. */
  void write(EventText own, EventText changed, ByteArrayOutputStream out) {
    List<String> data = replacing(own.data(), changed.data());
    List<String> retry = replacing(own.retry(), changed.retry());
    // Readers that are not to the letter would take a name without data for an event.
    boolean nameless = data != null && data.isEmpty();
    out.write(bytes, start, firstLine - start);
    rewind();
    while (advance()) {
      if (data != null && is(DATA)) {
        write(DATA, data, out);
        data = List.of();
      } else if (retry != null && is(RETRY)) {
        write(RETRY, retry.subList(0, Math.min(1, retry.size())), out);
        retry = List.of();
      } else if (!nameless || !is(EVENT)) {
        out.write(bytes, line, nextLine - line);
      }
    }
  }

  /** The lines that take the place of those of one field; null where these stay. */
  private static @Nullable List<String> replacing(@Nullable String own, @Nullable String changed) {
    if (own == null || own.equals(changed)) {
      return null;
    }
    return changed == null || changed.isEmpty()
        ? List.of()
        // The standard's line ends, each of which would begin a field of its own.
        : List.of(changed.split("\r\n|\r|\n", -1));
  }

  private void rewind() {
    nextLine = firstLine;
  }

  private boolean advance() {
    line = nextLine;
    int at = line;
    while (at < end && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    lineEnd = at;
    boolean both = at + 1 < end && bytes[at] == '\r' && bytes[at + 1] == '\n';
    nextLine = Math.min(end, at + (both ? 2 : 1));
    return line < end;
  }

  /** A name that the stream's end cut off may be the beginning of another. */
  private boolean is(byte[] field) {
    int behind = line + field.length;
    return behind <= lineEnd
        && (behind == lineEnd ? lineEnd < nextLine : bytes[behind] == ':')
        && Arrays.equals(bytes, line, behind, field, 0, field.length);
  }

  private String value(byte[] field) {
    int at = Math.min(line + field.length + 1, lineEnd);
    if (at < lineEnd && bytes[at] == ' ') {
      at++;
    }
    return LosslessUtf8.decode(bytes, at, lineEnd - at);
  }

  /** Writes lines of a field with the line end of the one looked at. */
  private void write(byte[] field, List<String> values, ByteArrayOutputStream out) {
    for (String value : values) {
      out.writeBytes(field);
      out.write(':');
      out.write(' ');
      out.writeBytes(LosslessUtf8.encode(value));
      if (lineEnd == nextLine) {
        out.write('\n');
      } else {
        out.write(bytes, lineEnd, nextLine - lineEnd);
      }
    }
  }
}
