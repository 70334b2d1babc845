package dev.keyway.kong.pdk;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.keyway.socket.Inbox;
import dev.keyway.socket.Outbox;
import dev.keyway.socket.SocketConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The messages on one connection: each a length (uint32, in the byte order of Kong's machine, which
 * is little-endian wherever Kong is built for) and so many bytes. What is written waits for {@link
 * #flush()}.
 */
final class Frames {

  private static final int LENGTH_BYTES = Integer.BYTES;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Inbox in;
  private final Outbox out;
  private final int mostBytes;
  private ByteBuffer message = NOTHING;
  private boolean skipped;

  Frames(SocketConnection connection, int mostBytes) {
    this.in = new Inbox(connection);
    this.out = new Outbox(connection, ORDER);
    this.mostBytes = mostBytes;
  }

  /**
   * Reads the next message, in the place of the one before.
   *
   * @return false when the stream ended where a message would begin
   * @throws IOException when the message is above the bound, or the connection broke or ended
   *     within a message
   */
  boolean next() throws IOException {
    long announced = announced();
    if (announced > mostBytes) {
      throw new IOException(
          "a message of %d bytes, where at most %d are read".formatted(announced, mostBytes));
    }
    return announced >= 0 && take((int) announced);
  }

  /** The same, but a message above the bound is read over: {@link #as} then fails. */
  boolean nextOrSkip() throws IOException {
    long announced = announced();
    skipped = announced > mostBytes;
    if (skipped) {
      in.skip(announced);
      return true;
    }
    return announced >= 0 && take((int) announced);
  }

  /** The length of the next message, or -1. */
  private long announced() throws IOException {
    message = NOTHING;
    skipped = false;
    return in.await(LENGTH_BYTES)
        ? Integer.toUnsignedLong(in.take(LENGTH_BYTES).order(ORDER).getInt())
        : -1;
  }

  private boolean take(int bytes) throws IOException {
    message = in.take(bytes);
    return true;
  }

  /** Whether the message that was read holds nothing. */
  boolean isEmpty() {
    return !message.hasRemaining();
  }

  /**
   * The message that was read.
   *
   * @throws InvalidProtocolBufferException when it is none of this kind; its text may quote it
   */
  <M> M as(Parser<M> parser) throws InvalidProtocolBufferException {
    if (skipped) {
      throw new InvalidProtocolBufferException("too long");
    }
    return parser.parseFrom(message.duplicate());
  }

  /** A message with its length in front. */
  static ByteString encoded(ByteString message) {
    ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ORDER);
    return ByteString.copyFrom(length.putInt(message.size()).flip()).concat(message);
  }

  /** Appends a message that has its length in front. */
  void putEncoded(ByteString message) {
    message.copyTo(out.room(message.size()));
  }

  /** Appends a message. */
  void put(MessageLite message) {
    int bytes = message.getSerializedSize();
    ByteBuffer room = out.room(LENGTH_BYTES + bytes).putInt(bytes);
    try {
      CodedOutputStream encoder = CodedOutputStream.newInstance(room);
      message.writeTo(encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new IllegalStateException("a buffer with room took no bytes", impossible);
    }
  }

  /** Writes what was appended. */
  void flush() throws IOException {
    out.flush();
  }
}
