package dev.keyway.kong.pdk;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.keyway.socket.SocketConnection;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The messages on one connection: each a length (uint32, in the byte order of Kong's machine, which
 * is little-endian wherever Kong is built for) and so many bytes. Reading takes no more memory than
 * bytes have come, whatever length was announced. What is written waits for {@link #flush()}.
 */
final class Frames {

  private static final int LENGTH_BYTES = Integer.BYTES;
  private static final int USUAL_BYTES = 4 << 10;

  /** A buffer that one long message needed is not kept beyond it. */
  private static final int KEPT_BYTES = 64 << 10;

  private final SocketConnection connection;
  private final int mostBytes;
  private ByteBuffer in = buffer(USUAL_BYTES).flip();
  private ByteBuffer out = buffer(USUAL_BYTES);
  private int length;
  private boolean skipped;

  Frames(SocketConnection connection, int mostBytes) {
    this.connection = connection;
    this.mostBytes = mostBytes;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
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
    skipped = false;
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
    return skipped ? skip(announced) : announced >= 0 && take((int) announced);
  }

  /** The length of the next message, or -1. */
  private long announced() throws IOException {
    in.position(in.position() + length);
    length = 0;
    if (!in.hasRemaining() && in.capacity() > KEPT_BYTES) {
      in = buffer(USUAL_BYTES).flip();
    }
    return fill(LENGTH_BYTES) ? Integer.toUnsignedLong(in.getInt()) : -1;
  }

  private boolean take(int bytes) throws IOException {
    if (!fill(bytes)) {
      throw cutOff();
    }
    length = bytes;
    return true;
  }

  private boolean skip(long bytes) throws IOException {
    for (long left = bytes; left > 0; ) {
      if (!in.hasRemaining() && !fill(1)) {
        throw cutOff();
      }
      int passed = (int) Math.min(left, in.remaining());
      in.position(in.position() + passed);
      left -= passed;
    }
    return true;
  }

  private static EOFException cutOff() {
    return new EOFException("the connection ended within a message");
  }

  /** Whether the message that was read holds nothing. */
  boolean isEmpty() {
    return length == 0;
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
    return parser.parseFrom(in.slice(in.position(), length));
  }

  /** Reads until so many bytes are there; false when the stream ends before the first one. */
  private boolean fill(int bytes) throws IOException {
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

  /** Moves what is unread to the front, and grows by what has come at most. */
  private void makeRoom(int bytes) {
    if (in.remaining() < in.capacity()) {
      in.compact().flip();
    } else {
      in = buffer(Math.min(bytes, 2 * in.capacity())).put(in).flip();
    }
  }

  /** A message with its length in front. */
  static ByteString encoded(ByteString message) {
    ByteBuffer length = buffer(LENGTH_BYTES).putInt(message.size()).flip();
    return ByteString.copyFrom(length).concat(message);
  }

  /** Appends a message that has its length in front. */
  void putEncoded(ByteString message) {
    reserve(message.size());
    message.copyTo(out);
  }

  /** Appends a message. */
  void put(MessageLite message) {
    int bytes = message.getSerializedSize();
    reserve(LENGTH_BYTES + bytes);
    out.putInt(bytes);
    try {
      CodedOutputStream encoder = CodedOutputStream.newInstance(out);
      message.writeTo(encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new IllegalStateException("a buffer with room took no bytes", impossible);
    }
  }

  private void reserve(int bytes) {
    if (out.remaining() < bytes) {
      int capacity = Math.max(2 * out.capacity(), Math.addExact(out.position(), bytes));
      out = buffer(capacity).put(out.flip());
    }
  }

  /** Writes what was appended. */
  void flush() throws IOException {
    connection.write(out.flip());
    if (out.capacity() > KEPT_BYTES) {
      out = buffer(USUAL_BYTES);
    }
    out.clear();
  }
}
