package dev.keyway.server.envoy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A daemon's standard output, of which a test awaits lines. */
final class RecordLines extends OutputStream {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final StringBuilder text = new StringBuilder();

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    text.append(new String(bytes, offset, length, StandardCharsets.UTF_8));
    notifyAll();
  }

  /** All whole lines, as soon as there are so many. */
  synchronized List<String> await(int count) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (whole().size() < count) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("not " + count + " records within " + LIMIT + ": " + text);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for records", e);
      }
    }
    return whole();
  }

  private List<String> whole() {
    return text.substring(0, text.lastIndexOf("\n") + 1).lines().toList();
  }
}
