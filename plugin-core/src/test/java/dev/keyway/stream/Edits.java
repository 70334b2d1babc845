package dev.keyway.stream;

import dev.keyway.http.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Short ways to edit streams, and to read what came out. */
final class Edits {

  private Edits() {}

  /** Every text goes through an operator; times stay. */
  static EventEdit data(UnaryOperator<String> operator) {
    return event -> {
      String data = event.data();
      return data == null ? event : event.withData(operator.apply(data));
    };
  }

  static EventEdit retry(UnaryOperator<String> operator) {
    return event -> {
      String retry = event.retry();
      return retry == null ? event : event.withRetry(operator.apply(retry));
    };
  }

  /**
   * What goes out for a stream that comes in pieces of so many bytes, after one of another size.
   */
  static byte[] edited(EventEditor editor, byte[] stream, int firstPiece, int pieces) {
    List<ByteSlice> out = new ArrayList<>();
    int at = 0;
    while (at < stream.length) {
      int count = Math.min(at == 0 && firstPiece > 0 ? firstPiece : pieces, stream.length - at);
      editor.feed(stream, at, count);
      out.add(editor.edited());
      at += count;
    }
    out.add(editor.end());
    return ByteSlice.join(out);
  }

  static String edited(EventEdit edit, String stream, int firstPiece) {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    byte[] out =
        edited(new EventEditor(edit), bytes, firstPiece, Math.max(1, bytes.length - firstPiece));
    return new String(out, StandardCharsets.UTF_8);
  }

  /** The data of a stream's events, the last one's as well when its empty line is missing. */
  static List<String> events(byte[] stream) {
    List<String> events = new ArrayList<>();
    SseScanner scanner = new SseScanner(event -> events.add(event.data().utf8()));
    scanner.feed(stream, 0, stream.length);
    scanner.end();
    return events;
  }
}
