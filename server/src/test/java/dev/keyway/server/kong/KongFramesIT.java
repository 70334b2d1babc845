package dev.keyway.server.kong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.Ask;
import dev.keyway.testkit.ContractStage;
import dev.keyway.testkit.kong.KongVersion;
import dev.keyway.testkit.kong.PeerSettings;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may connect to the socket, and talks nonsense there: Kong's requests are served on. */
class KongFramesIT {

  private static final int MANY = 200;
  private static final int SEED = 9;

  @TempDir private Path folder;
  private ContractStage stage;
  private final List<SocketChannel> connections = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    stage =
        ContractStage.open(
            folder, setup -> KongGateway.start(setup, KongVersion.V3_9, PeerSettings.DEFAULT));
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

  /** Whole frames of no message. */
  @Test
  void framesOfGarbage_areSurvived() throws IOException {
    Random random = new Random(SEED);
    for (int i = 0; i < MANY; i++) {
      byte[] garbage = new byte[random.nextInt(100)];
      random.nextBytes(garbage);
      SocketChannel connection = connect();
      connection.write(length(garbage.length));
      connection.write(ByteBuffer.wrap(garbage));
    }
    served();
  }

  @Test
  void halfFrames_areSurvived() throws IOException {
    for (int i = 0; i < MANY; i++) {
      SocketChannel connection = connect();
      connection.write(length(100));
      connection.write(ByteBuffer.wrap(new byte[i % 100]));
    }
    served();
  }

  /** What is announced is not taken memory for: 200 times 2 GiB. */
  @Test
  void hugeFrames_areRefused() throws IOException {
    for (int i = 0; i < MANY; i++) {
      SocketChannel connection = connect();
      connection.write(length(Integer.MAX_VALUE - i));
      assertThat(connection.read(ByteBuffer.allocate(1))).isNegative();
    }
    served();
  }

  private void served() {
    assertThat(stage.ask(Ask.model("shared")).statusCode()).isEqualTo(200);
  }

  private SocketChannel connect() throws IOException {
    SocketChannel connection = SocketChannel.open(StandardProtocolFamily.UNIX);
    connection.connect(UnixDomainSocketAddress.of(KongGateway.socket(stage.setup())));
    connections.add(connection);
    return connection;
  }

  private static ByteBuffer length(int bytes) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes).flip();
  }
}
