package dev.keyway.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

/**
 * A provider that takes one upload of announced length, keeps none of it, and pauses on the way
 * until it is told to go on.
 */
final class Swallow implements AutoCloseable {

  private static final int RECEIVE_BUFFER = 64 << 10;
  private static final String ANSWER =
      "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";

  private final ServerSocket server = new ServerSocket();
  private final long pauseAfter;
  private final AtomicLong read = new AtomicLong();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final CompletableFuture<Long> sum = new CompletableFuture<>();

  Swallow(long pauseAfter) throws IOException {
    this.pauseAfter = pauseAfter;
    server.setReceiveBufferSize(RECEIVE_BUFFER);
    server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::serve);
  }

  URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
  }

  /** Bytes of the body that it has read. */
  long read() {
    return read.get();
  }

  void goOn() {
    goOn.countDown();
  }

  /** The checksum of the body (CRC-32), when it has come to its end. */
  CompletableFuture<Long> sum() {
    return sum;
  }

  private void serve() {
    try (Socket socket = server.accept()) {
      long length = length(socket.getInputStream());
      sum.complete(swallow(socket.getInputStream(), length));
      socket.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
      goOn.await();
    } catch (IOException e) {
      sum.completeExceptionally(new UncheckedIOException(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long swallow(InputStream in, long length) throws IOException, InterruptedException {
    CRC32 crc = new CRC32();
    byte[] chunk = new byte[RECEIVE_BUFFER];
    while (read.get() < length) {
      if (read.get() >= pauseAfter) {
        goOn.await();
      }
      int n = in.read(chunk, 0, (int) Math.min(chunk.length, length - read.get()));
      if (n < 0) {
        throw new IOException("closed after " + read);
      }
      crc.update(chunk, 0, n);
      read.addAndGet(n);
    }
    return crc.getValue();
  }

  private static long length(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    return head.toString()
        .lines()
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
        .map(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).trim()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() throws IOException {
    goOn();
    server.close();
  }
}
