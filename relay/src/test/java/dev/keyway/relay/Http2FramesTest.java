package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no library would send by HTTP/2 (RFC 9113), frame by frame. */
class Http2FramesTest {

  private static final byte DATA = 0;
  private static final byte HEADERS = 1;
  private static final byte RST_STREAM = 3;
  private static final byte SETTINGS = 4;
  private static final byte GOAWAY = 7;
  private static final byte END_STREAM = 1;
  private static final byte END_HEADERS = 4;
  private static final byte PRIORITY = 0x20;
  private static final int PRIORITY_BYTES = 5;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nx-injected: 1",
        "a\nx-injected: 1",
        "a\u0000b",
        "a\r\n\r\nPOST /v1/messages HTTP/1.1\r\n\r\n"
      })
  void line_break_in_a_header_never_reaches_a_provider(String value) throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Frames client = new Frames(stage.port())) {
      client.post("x-odd", value);
      client.body(Client.HELLO);

      assertThat(client.answered()).isNotEqualTo("200");
      assertThat(stage.first.received()).isEmpty();
      assertThat(stage.first.malformedRequests()).isZero();
    }
  }

  @Test
  void well_formed_request_is_served() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Frames client = new Frames(stage.port())) {
      client.post("x-even", "value");
      client.body(Client.HELLO);

      assertThat(client.answered()).isEqualTo("200");
      assertThat(stage.first.received().getFirst().header("x-even")).isEqualTo("value");
    }
  }

  /** One stream of a connection in clear text. */
  private static final class Frames implements AutoCloseable {

    private final Socket socket = new Socket();

    Frames(int port) throws IOException {
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      socket.setSoTimeout((int) RelayStage.SOON.toMillis());
      write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      frame(SETTINGS, (byte) 0, 0, new byte[0]);
    }

    void post(String name, String value) throws IOException {
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      field(block, ":method", "POST");
      field(block, ":scheme", "http");
      field(block, ":path", Client.CHAT);
      field(block, ":authority", "x");
      field(block, name, value);
      frame(HEADERS, END_HEADERS, 1, block.toByteArray());
    }

    void body(String text) throws IOException {
      frame(DATA, END_STREAM, 1, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The status of the answer, or how the stream or the connection ended without one. */
    String answered() throws IOException {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        byte type = in.readByte();
        int flags = in.readByte();
        in.readInt();
        byte[] payload = in.readNBytes(length);
        if (type == HEADERS) {
          // Index 8 of HPACK's static table is ":status: 200" (RFC 7541, appendix A).
          int block = (flags & PRIORITY) == 0 ? 0 : PRIORITY_BYTES;
          return payload[block] == (byte) 0x88 ? "200" : "other";
        }
        if (type == RST_STREAM || type == GOAWAY) {
          return "refused";
        }
      }
    }

    /** A literal without indexing, its name too (RFC 7541, section 6.2.2). */
    private static void field(ByteArrayOutputStream block, String name, String value) {
      block.write(0);
      block.write(name.length());
      block.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
      block.write(value.length());
      block.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void frame(byte type, byte flags, int stream, byte[] payload) throws IOException {
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

    private void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
