package dev.keyway.relay;

import dev.keyway.http.ByteSlice;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends the body of one attempt: a short one at once, with the head before it, for each write is a
 * system call. A long one goes in pieces as fast as the provider takes them: the transport copies
 * what it is given, so handing over all at once would hold it twice. Runs on one event loop.
 */
final class BodySending {

  private static final int PIECE = 256 << 10;

  private final HttpClientRequest request;
  private final Deque<Buffer> pieces = new ArrayDeque<>(2);
  private final @Nullable RestSending rest;
  private final Runnable sent;
  private boolean stopped;

  /**
   * @param rest what follows those parts, or null
   * @param sent runs when the provider's side has taken the last byte
   */
  BodySending(
      HttpClientRequest request, List<ByteSlice> parts, @Nullable RestSending rest, Runnable sent) {
    this.request = request;
    this.rest = rest;
    this.sent = sent;
    long length = ByteSlice.totalLength(parts);
    frame(length);
    if (length <= PIECE) {
      pieces.add(Bytes.buffer(parts));
    } else {
      parts.forEach(this::cut);
    }
  }

  private void frame(long length) {
    long following = rest == null ? 0 : rest.length();
    if (following < 0) {
      request.setChunked(true);
    } else {
      request.putHeader("content-length", Long.toString(length + following));
    }
  }

  void begin() {
    if (pieces.size() > 1 || rest != null) {
      request.drainHandler(drained -> go());
    }
    go();
  }

  /** As {@link RestSending#hold}. */
  void hold() {
    if (rest != null) {
      rest.hold();
    }
  }

  /** Sends nothing more. */
  void stop() {
    stopped = true;
    if (rest != null) {
      rest.stop();
    }
  }

  private void go() {
    while (!stopped && pieces.size() > (rest == null ? 1 : 0)) {
      if (request.writeQueueFull()) {
        return;
      }
      request.write(pieces.removeFirst());
    }
    if (stopped) {
      return;
    }
    if (rest == null) {
      finish(pieces.removeFirst());
    } else if (!request.writeQueueFull()) {
      rest.go(this::finish);
    }
  }

  private void finish(Buffer last) {
    if (!stopped) {
      stopped = true;
      request.end(last).onSuccess(done -> sent.run());
    }
  }

  private void cut(ByteSlice part) {
    for (int at = 0; at < part.length(); at += PIECE) {
      int length = Math.min(PIECE, part.length() - at);
      pieces.add(Bytes.buffer(new ByteSlice(part.bytes(), part.offset() + at, length)));
    }
  }
}
