package dev.keyway.relay;

import dev.keyway.http.ByteSlice;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Sends the body of one attempt. A long one goes in pieces as fast as the provider takes them: the
 * transport copies what it is given, so handing over all at once would hold it twice. Runs on one
 * event loop.
 */
final class BodySending {

  private static final int PIECE = 64 << 10;

  private final HttpClientRequest request;
  private final Deque<ByteSlice> pieces = new ArrayDeque<>();
  private final Runnable sent;
  private boolean stopped;

  /**
   * @param sent runs when the provider's side has taken the last byte
   */
  BodySending(HttpClientRequest request, List<ByteSlice> parts, Runnable sent) {
    this.request = request;
    this.sent = sent;
    request.putHeader("content-length", Integer.toString(ByteSlice.totalLength(parts)));
    parts.forEach(this::cut);
  }

  void begin() {
    if (pieces.size() > 1) {
      request.drainHandler(drained -> go());
    }
    go();
  }

  /** Sends nothing more. */
  void stop() {
    stopped = true;
  }

  private void go() {
    while (!stopped && pieces.size() > 1) {
      if (request.writeQueueFull()) {
        return;
      }
      request.write(next());
    }
    if (!stopped) {
      stopped = true;
      Buffer last = pieces.isEmpty() ? Buffer.buffer() : next();
      request.end(last).onSuccess(done -> sent.run());
    }
  }

  private Buffer next() {
    return Bytes.buffer(pieces.removeFirst());
  }

  private void cut(ByteSlice part) {
    for (int at = 0; at < part.length(); at += PIECE) {
      int length = Math.min(PIECE, part.length() - at);
      pieces.add(new ByteSlice(part.bytes(), part.offset() + at, length));
    }
  }
}
