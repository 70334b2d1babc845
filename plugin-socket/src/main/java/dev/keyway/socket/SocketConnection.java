package dev.keyway.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * A gateway's connection. Between its requests it rests, and whoever serves it says when, so that a
 * server that stops lets it finish what it is at:
 *
 * <pre>{@code
 * while (readRequest(connection) && connection.begin()) {
 *   answer(connection);
 *   connection.rest();
 * }
 * }</pre>
 *
 * <p>A connection that has not asked for anything yet counts as busy for a while: gateways open one
 * to ask on it at once, or as soon as something they wait for is there. Some find then that they
 * need it no more, and put it aside without a word.
 */
public final class SocketConnection implements AutoCloseable {

  private final SocketChannel channel;
  private final long openedNanos = System.nanoTime();
  private boolean asked;
  private boolean resting;
  private boolean stopping;
  private boolean halfClosed;

  SocketConnection(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Reads what is there, waiting for the first byte.
   *
   * @return how many bytes, or -1 when the gateway closed its side
   */
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  /** Writes all of it. */
  public void write(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      channel.write(from);
    }
  }

  /**
   * A whole request has been read.
   *
   * @return false when the server stopped in that moment: the request is not answered, and the
   *     gateway is told by the end of the stream
   */
  public synchronized boolean begin() {
    asked = true;
    resting = false;
    return !halfClosed;
  }

  /** The request is answered whole. */
  public synchronized void rest() {
    resting = true;
    if (stopping) {
      halfClose();
    }
  }

  /**
   * Ends it now when it rests, else when it does next.
   *
   * @param firstWord how long one that has not asked for anything counts as busy
   */
  synchronized void stop(Duration firstWord) {
    stopping = true;
    if (asked ? resting : System.nanoTime() - openedNanos >= firstWord.toNanos()) {
      halfClose();
    }
  }

  /**
   * Only this side: a gateway that is writing at the moment would meet a reset connection
   * otherwise, which is an error to it, where the end of a pooled connection is everyday life. It
   * closes its own side when it sees this one closed, and whoever reads here then reads the end.
   */
  private void halfClose() {
    if (!halfClosed) {
      halfClosed = true;
      try {
        channel.shutdownOutput();
      } catch (IOException gone) {
        // The gateway has closed it already.
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
