package dev.keyway.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

/** A form with megabytes of sound, which a client sends as fast as the other side takes it. */
final class LongUpload {

  private static final byte[] START =
      "--%1$s\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\ntest-model\r\n--%1$s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n"
          .formatted(Form.BOUNDARY)
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END =
      "\r\n--%s--\r\n".formatted(Form.BOUNDARY).getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MEGABYTE = Form.sound(1 << 20);

  private final int megabytes;
  private final CRC32 sum = new CRC32();
  private final AtomicLong sent = new AtomicLong();

  LongUpload(int megabytes) {
    this.megabytes = megabytes;
  }

  long length() {
    return START.length + (long) megabytes * MEGABYTE.length + END.length;
  }

  /** Bytes that the other side, or the systems between, have taken. */
  long sent() {
    return sent.get();
  }

  /** Sends it on a thread of its own; gives its checksum when that is done. */
  CompletableFuture<Long> sendOver(Wire wire) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            done.complete(send(wire.output()));
          } catch (IOException e) {
            done.completeExceptionally(new UncheckedIOException(e));
          }
        });
    return done;
  }

  private long send(OutputStream out) throws IOException {
    write(out, START, 0, START.length);
    for (int n = 0; n < megabytes; n++) {
      for (int at = 0; at < MEGABYTE.length; at += 64 << 10) {
        write(out, MEGABYTE, at, 64 << 10);
      }
    }
    write(out, END, 0, END.length);
    return sum.getValue();
  }

  private void write(OutputStream out, byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    sum.update(bytes, offset, length);
    sent.addAndGet(length);
  }
}
