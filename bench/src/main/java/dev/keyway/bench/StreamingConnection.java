package dev.keyway.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * One connection of the streaming upstream: a request with a {@code content-length}, its answer,
 * the next request.
 */
final class StreamingConnection {

  private static final String HEAD_END = "\r\n\r\n";
  private static final int EVENTS = 500;
  private static final int TEXT_BYTES = 8;

  private final StreamingUpstream upstream;
  private final NetSocket socket;
  private Buffer received = Buffer.buffer();
  private boolean closed;

  StreamingConnection(StreamingUpstream upstream, NetSocket socket) {
    this.upstream = upstream;
    this.socket = socket;
  }

  void begin() {
    socket.handler(this::received);
    socket.closeHandler(end -> closed = true);
    socket.exceptionHandler(failure -> closed = true);
  }

  private void received(Buffer data) {
    received.appendBuffer(data);
    String text = received.toString(StandardCharsets.ISO_8859_1);
    int headEnd = text.indexOf(HEAD_END);
    if (headEnd < 0) {
      return;
    }
    String head = text.substring(0, headEnd + 2).toLowerCase(Locale.ROOT);
    if (text.length() - headEnd - HEAD_END.length() >= number(head, "content-length", 0)) {
      received = Buffer.buffer();
      answer(head);
    }
  }

  private void answer(String head) {
    if (head.startsWith("get ")) {
      String count = Long.toString(upstream.written());
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: " + count.length() + HEAD_END + count);
      return;
    }
    ChatStream stream =
        new ChatStream(
            number(head, "x-stream-events", EVENTS), number(head, "x-stream-text", TEXT_BYTES));
    write(upstream.writes(stream), 0, number(head, "x-stream-pace-ms", 0));
  }

  private void write(List<Buffer> writes, int index, int paceMillis) {
    if (closed) {
      return;
    }
    socket.write(writes.get(index));
    upstream.wroteOne();
    if (index + 1 == writes.size()) {
      return;
    }
    if (paceMillis > 0) {
      upstream.vertx().setTimer(paceMillis, timer -> write(writes, index + 1, paceMillis));
    } else {
      // In a turn of its own, so that each event is a packet of its own, as those of providers are.
      upstream.vertx().runOnContext(turn -> write(writes, index + 1, paceMillis));
    }
  }

  /** The value of a header, or the fallback. The head is in lower case. */
  private static int number(String head, String name, int fallback) {
    int at = head.indexOf("\r\n" + name + ":");
    if (at < 0) {
      return fallback;
    }
    int from = at + name.length() + 3;
    return Integer.parseInt(head.substring(from, head.indexOf("\r\n", from)).strip());
  }
}
