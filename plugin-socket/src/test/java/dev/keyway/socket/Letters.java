package dev.keyway.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/**
 * A protocol of one byte: each is answered by this server's own letter. A {@code w} is answered
 * when the test lets it.
 */
final class Letters implements SocketService {

  final CountDownLatch met = new CountDownLatch(1);
  final CountDownLatch waiting = new CountDownLatch(1);
  final CountDownLatch goOn = new CountDownLatch(1);
  private final char letter;

  Letters(char letter) {
    this.letter = letter;
  }

  @Override
  public void serve(SocketConnection connection) throws IOException {
    met.countDown();
    ByteBuffer request = ByteBuffer.allocate(1);
    while (connection.read(request) > 0 && connection.begin()) {
      switch (request.flip().get()) {
        case 'w' -> {
          waiting.countDown();
          await();
        }
        case 'd' -> throw new IllegalStateException("a defect");
        default -> {}
      }
      connection.write(ByteBuffer.wrap(new byte[] {(byte) letter}));
      connection.rest();
      request.clear();
    }
  }

  private void await() throws IOException {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new IOException("closed", e);
    }
  }
}
