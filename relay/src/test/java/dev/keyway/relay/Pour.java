package dev.keyway.relay;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

/**
 * A long stream of numbered events, which a provider writes as fast as the other side takes it, and
 * no faster.
 */
final class Pour {

  private static final String TEXT = "x".repeat(8 << 10);

  private final HttpServerResponse response;
  private final int events;
  private final CRC32 sum = new CRC32();
  private final AtomicLong written = new AtomicLong();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private int next;

  /**
   * @param mebibytes how much it writes, and a little more
   */
  Pour(HttpServerRequest request, int mebibytes) {
    this.response = SecureProvider.streaming(request);
    this.events = mebibytes * 128;
    response.drainHandler(drained -> go());
    go();
  }

  private void go() {
    while (next <= events) {
      if (response.writeQueueFull()) {
        stopped.complete(null);
        return;
      }
      write(next++);
    }
  }

  private void write(int number) {
    if (number == events) {
      response.end(counted(SecureProvider.DONE));
    } else {
      String content = number + " " + TEXT;
      response.write(
          counted("data: {\"choices\":[{\"delta\":{\"content\":\"" + content + "\"}}]}\n\n"));
    }
  }

  private Buffer counted(String event) {
    byte[] bytes = event.getBytes(StandardCharsets.ISO_8859_1);
    sum.update(bytes);
    written.addAndGet(bytes.length);
    return Buffer.buffer(bytes);
  }

  /** Completed when it has been told to stop for the first time. */
  CompletableFuture<Void> stopped() {
    return stopped;
  }

  /** Bytes it could write so far. */
  long written() {
    return written.get();
  }

  /** The checksum of all it wrote; once everything has arrived. */
  long sum() {
    return sum.getValue();
  }
}
