package dev.keyway.bench;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A stream's bytes.
 *
 * @param whole all of it, with head and end
 * @param events each event alone
 */
record PreparedStream(Buffer whole, List<Buffer> events) {

  static PreparedStream of(ChatStream stream) {
    return new PreparedStream(
        stream.whole(), IntStream.range(0, stream.events()).mapToObj(stream::event).toList());
  }
}
