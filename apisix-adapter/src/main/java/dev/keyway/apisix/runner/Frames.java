package dev.keyway.apisix.runner;

import dev.keyway.socket.Inbox;
import dev.keyway.socket.Outbox;
import dev.keyway.socket.SocketConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The frames on one connection: each a type (one byte), a length (three bytes, big-endian) and so
 * many bytes. What is written waits for {@link #flush()}.
 */
final class Frames {

  /** The types of frames; APISIX has them in apisix/constants.lua. */
  static final int ERROR = 0;

  static final int PREPARE_CONF = 1;
  static final int HTTP_REQ_CALL = 2;
  static final int EXTRA_INFO = 3;
  static final int HTTP_RESP_CALL = 4;

  private static final int HEAD_BYTES = Integer.BYTES;
  private static final int LENGTH_BITS = 24;

  /** What the length can say. */
  static final int MOST_BYTES = (1 << LENGTH_BITS) - 1;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Inbox in;
  private final Outbox out;
  private int type;
  private ByteBuffer payload = NOTHING;

  Frames(SocketConnection connection) {
    this.in = new Inbox(connection);
    this.out = new Outbox(connection, ByteOrder.BIG_ENDIAN);
  }

  /**
   * Reads the next frame, in the place of the one before.
   *
   * @return false when the stream ended where a frame would begin
   * @throws IOException when the connection broke, or ended within a frame
   */
  boolean next() throws IOException {
    payload = NOTHING;
    if (!in.await(HEAD_BYTES)) {
      return false;
    }
    int head = in.take(HEAD_BYTES).getInt();
    type = head >>> LENGTH_BITS;
    payload = in.take(head & MOST_BYTES);
    return true;
  }

  /** The type of the frame that was read. */
  int type() {
    return type;
  }

  /** The payload of the frame that was read, until the next one is. */
  ByteBuffer payload() {
    return payload.duplicate();
  }

  /**
   * Appends a frame.
   *
   * @param message of at most {@link #MOST_BYTES}
   */
  void put(int type, ByteBuffer message) {
    int bytes = message.remaining();
    out.room(HEAD_BYTES + bytes).putInt(type << LENGTH_BITS | bytes).put(message.duplicate());
  }

  /** Writes what was appended. */
  void flush() throws IOException {
    out.flush();
  }
}
