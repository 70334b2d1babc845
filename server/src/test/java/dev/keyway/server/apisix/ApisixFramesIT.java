package dev.keyway.server.apisix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.Ask;
import dev.keyway.testkit.ContractStage;
import dev.keyway.testkit.apisix.ApisixVersion;
import dev.keyway.testkit.apisix.PeerSettings;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may connect to the socket, and talks nonsense there: APISIX's requests are served on. */
@Timeout(120)
class ApisixFramesIT {

  private static final int MANY = 200;
  private static final int SEED = 9;
  private static final int MOST_BYTES = (1 << 24) - 1;
  private static final int HTTP_REQ_CALL = 2;
  private static final int TYPES = 6;

  @TempDir private Path folder;
  private ContractStage stage;
  private final List<SocketChannel> connections = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    stage =
        ContractStage.open(
            folder,
            setup ->
                ApisixGateway.start(
                    setup, ApisixVersion.V3_18, PeerSettings.DEFAULT, ServerForm::start));
  }

  @AfterEach
  void close() throws IOException {
    for (SocketChannel connection : connections) {
      connection.close();
    }
    stage.close();
  }

  @Test
  void garbage_isSurvived() throws IOException {
    Random random = new Random(SEED);
    for (int i = 0; i < MANY; i++) {
      byte[] garbage = new byte[1 + random.nextInt(300)];
      random.nextBytes(garbage);
      connect().write(ByteBuffer.wrap(garbage));
    }
    served();
  }

  /** Whole frames of no message: each is answered, on a connection that goes on. */
  @Test
  void framesOfGarbage_areAnswered() throws IOException {
    Random random = new Random(SEED);
    for (int i = 0; i < MANY; i++) {
      byte[] garbage = new byte[random.nextInt(100)];
      random.nextBytes(garbage);
      SocketChannel connection = connect();
      write(connection, header(i % TYPES, garbage.length));
      write(connection, ByteBuffer.wrap(garbage));
      answered(connection);
    }
    served();
  }

  @Test
  void halfFrames_areSurvived() throws IOException {
    for (int i = 0; i < MANY; i++) {
      SocketChannel connection = connect();
      write(connection, header(HTTP_REQ_CALL, 100));
      write(connection, ByteBuffer.wrap(new byte[i % 100]));
    }
    served();
  }

  /** What is announced is not taken memory for: 200 times 16 MiB. */
  @Test
  void hugeFrames_thatDoNotCome_takeNoMemory() throws IOException {
    for (int i = 0; i < MANY; i++) {
      SocketChannel connection = connect();
      write(connection, header(HTTP_REQ_CALL, MOST_BYTES - i));
      write(connection, ByteBuffer.wrap(new byte[10]));
    }
    served();
  }

  /** The longest that the protocol can say. */
  @Test
  void longestFrame_isAnswered() throws IOException {
    SocketChannel connection = connect();
    write(connection, header(HTTP_REQ_CALL, MOST_BYTES));
    write(connection, ByteBuffer.allocate(MOST_BYTES));
    answered(connection);
    served();
  }

  /** With a frame, or with the end of the connection. */
  private static void answered(SocketChannel connection) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(4);
    while (header.hasRemaining() && connection.read(header) >= 0) {
      // Until all of it is there, or no more comes.
    }
    assertThat(header.position()).isIn(0, header.capacity());
  }

  private void served() {
    assertThat(stage.ask(Ask.model("shared")).statusCode()).isEqualTo(200);
  }

  private SocketChannel connect() throws IOException {
    SocketChannel connection = SocketChannel.open(StandardProtocolFamily.UNIX);
    connection.connect(UnixDomainSocketAddress.of(ApisixGateway.socket(stage.setup())));
    connections.add(connection);
    return connection;
  }

  private static void write(SocketChannel connection, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      connection.write(bytes);
    }
  }

  private static ByteBuffer header(int type, int bytes) {
    return ByteBuffer.allocate(4).putInt(type << 24 | bytes).flip();
  }
}
