package dev.keyway.server.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A standard output that a test waits for. */
public final class Lines extends OutputStream {

  private static final Duration LIMIT = Duration.ofSeconds(20);

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

  synchronized List<String> all() {
    return text.toString().lines().toList();
  }

  /** The line of this number, from 1, as soon as it is there. */
  JsonNode await(int number) throws IOException {
    return new ObjectMapper().readTree(awaitAll(number).get(number - 1));
  }

  /** All whole lines, as soon as there are so many. */
  public synchronized List<String> awaitAll(int count) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (whole().size() < count) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("no line " + count + " within " + LIMIT + ": " + text);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for lines", e);
      }
    }
    return whole();
  }

  private List<String> whole() {
    return text.substring(0, text.lastIndexOf("\n") + 1).lines().toList();
  }
}
