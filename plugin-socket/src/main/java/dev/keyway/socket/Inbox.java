package dev.keyway.socket;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What has come on a connection and is not taken yet. However long a message is said to be, no more
 * memory is taken than bytes have come.
 */
public final class Inbox {

  private static final int USUAL_BYTES = 4 << 10;

  /** A buffer that one long message needed is not kept beyond it. */
  private static final int KEPT_BYTES = 64 << 10;

  private final SocketConnection connection;
  private ByteBuffer in = ByteBuffer.allocate(USUAL_BYTES).flip();

  public Inbox(SocketConnection connection) {
    this.connection = connection;
  }

  /**
   * Waits until so many bytes are there.
   *
   * @return false when the stream ended before the first of them
   * @throws EOFException when it ended within them
   */
  public boolean await(int bytes) throws IOException {
    if (!in.hasRemaining() && in.capacity() > KEPT_BYTES) {
      in = ByteBuffer.allocate(USUAL_BYTES).flip();
    }
    while (in.remaining() < bytes) {
      int before = in.remaining();
      makeRoom(bytes);
      in.position(before).limit(in.capacity());
      int read = connection.read(in);
      in.flip();
      if (read < 0) {
        if (before > 0) {
          throw cutOff();
        }
        return false;
      }
    }
    return true;
  }

  /** Moves what is there to the front, and grows by what has come at most. */
  private void makeRoom(int bytes) {
    if (in.remaining() < in.capacity()) {
      in.compact().flip();
    } else {
      in = ByteBuffer.allocate(Math.min(bytes, 2 * in.capacity())).put(in).flip();
    }
  }

  /**
   * Takes so many bytes, waiting for them.
   *
   * @return a view of them, which holds until more are waited for
   * @throws EOFException when the stream ended before the last of them
   */
  public ByteBuffer take(int bytes) throws IOException {
    if (!await(bytes)) {
      throw cutOff();
    }
    ByteBuffer taken = in.slice(in.position(), bytes);
    in.position(in.position() + bytes);
    return taken;
  }

  /**
   * Reads over so many bytes, keeping none.
   *
   * @throws EOFException when the stream ended before the last of them
   */
  public void skip(long bytes) throws IOException {
    for (long left = bytes; left > 0; ) {
      if (!await(1)) {
        throw cutOff();
      }
      int passed = (int) Math.min(left, in.remaining());
      in.position(in.position() + passed);
      left -= passed;
    }
  }

  private static EOFException cutOff() {
    return new EOFException("the connection ended within a message");
  }
}
