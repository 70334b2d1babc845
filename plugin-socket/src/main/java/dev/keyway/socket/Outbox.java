package dev.keyway.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What waits to be written on a connection. */
public final class Outbox {

  private static final int USUAL_BYTES = 4 << 10;

  /** A buffer that one long message needed is not kept beyond it. */
  private static final int KEPT_BYTES = 64 << 10;

  private final SocketConnection connection;
  private final ByteOrder order;
  private ByteBuffer out;

  /**
   * @param order of the numbers that are put into it
   */
  public Outbox(SocketConnection connection, ByteOrder order) {
    this.connection = connection;
    this.order = order;
    this.out = buffer(USUAL_BYTES);
  }

  private ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(order);
  }

  /** Where the next so many bytes are put, at its position. */
  public ByteBuffer room(int bytes) {
    if (out.remaining() < bytes) {
      int capacity = Math.max(2 * out.capacity(), Math.addExact(out.position(), bytes));
      out = buffer(capacity).put(out.flip());
    }
    return out;
  }

  /** Writes what was put. */
  public void flush() throws IOException {
    connection.write(out.flip());
    if (out.capacity() > KEPT_BYTES) {
      out = buffer(USUAL_BYTES);
    }
    out.clear();
  }
}
