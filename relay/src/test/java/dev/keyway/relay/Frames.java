package dev.keyway.relay;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A bare HTTP/2 connection in clear text to the relay, with one request on it: what is sent and
 * read is what is on the wire (RFC 9113, section 6).
 */
final class Frames implements AutoCloseable {

  static final byte DATA = 0;
  static final byte HEADERS = 1;
  static final byte RST_STREAM = 3;
  static final byte SETTINGS = 4;
  static final byte PING = 6;
  static final byte GOAWAY = 7;
  static final byte END_STREAM = 1;
  static final byte END_HEADERS = 4;

  private final Socket socket = new Socket();

  Frames(int port) throws IOException {
    this(port, 0);
  }

  /**
   * @param receiveBuffer how many bytes the system takes in before somebody reads; 0 leaves that to
   *     it
   */
  Frames(int port, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    socket.setSoTimeout((int) RelayStage.SOON.toMillis());
    socket.setTcpNoDelay(true);
    write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    frame(SETTINGS, (byte) 0, 0, new byte[0]);
  }

  /** A chat request without its body, with one header of this name and value. */
  void post(String name, String value) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    field(block, ":method", "POST");
    field(block, ":scheme", "http");
    field(block, ":path", Client.CHAT);
    field(block, ":authority", "x");
    field(block, name, value);
    frame(HEADERS, END_HEADERS, 1, block.toByteArray());
  }

  /** The request's body. */
  void body(String text) throws IOException {
    frame(DATA, END_STREAM, 1, text.getBytes(StandardCharsets.UTF_8));
  }

  /** What no answer is owed to but its own, as clients send it to see whether somebody is there. */
  void ping() throws IOException {
    frame(PING, (byte) 0, 0, new byte[8]);
  }

  /** The next frame. */
  Frame next() throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    byte type = in.readByte();
    byte flags = in.readByte();
    int stream = in.readInt();
    byte[] payload = new byte[length];
    in.readFully(payload);
    return new Frame(type, flags, stream, payload);
  }

  /** The data of the answer until this text is there; without one, until the stream's end. */
  String readData(String end) throws IOException {
    StringBuilder data = new StringBuilder();
    while (end.isEmpty() || data.indexOf(end) < 0) {
      Frame frame = next();
      if (frame.type() == DATA) {
        data.append(new String(frame.payload(), StandardCharsets.UTF_8));
      }
      if (frame.endsStream()) {
        return data.toString();
      }
    }
    return data.toString();
  }

  /** Reads until the other side closes; a reset is an exception. */
  void readToEnd() throws IOException {
    while (true) {
      try {
        next();
      } catch (EOFException closed) {
        return;
      }
    }
  }

  void frame(byte type, byte flags, int stream, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(payload.length >> 16);
    frame.write(payload.length >> 8);
    frame.write(payload.length);
    frame.write(type);
    frame.write(flags);
    frame.write(0);
    frame.write(0);
    frame.write(0);
    frame.write(stream);
    frame.writeBytes(payload);
    write(frame.toByteArray());
  }

  /** A literal without indexing, its name too (RFC 7541, section 6.2.2). */
  private static void field(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    block.write(name.length());
    block.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
    block.write(value.length());
    block.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Goes away once it has what it wanted. */
  void leave() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** One frame. */
  record Frame(byte type, byte flags, int stream, byte[] payload) {

    boolean endsStream() {
      return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }
  }
}
