package dev.keyway.testkit.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Does on its side what the server of a recording did, step by step, and looks at what the gateway
 * does.
 */
public final class RecordedServer implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int BACKLOG_OF_ONE = 1;

  private final Protocol protocol;
  private final Path socket;
  private final Requests requests;
  private final ServerSocketChannel listener;
  private final Map<Integer, SocketChannel> connections = new HashMap<>();

  /** Starts to listen. */
  public RecordedServer(Protocol protocol, Path socket, Requests requests) throws IOException {
    this.protocol = protocol;
    this.socket = socket;
    this.requests = requests;
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket), BACKLOG_OF_ONE);
    listener.configureBlocking(false);
  }

  /** Goes through the steps, sending requests as they are due. */
  public void play(List<Step> steps) throws IOException {
    for (Step step : steps) {
      play(step);
    }
  }

  /** Sends the requests left. */
  public void finish() throws IOException {
    requests.finish();
    for (Map.Entry<Integer, SocketChannel> one : connections.entrySet()) {
      assertThat(left(one.getValue())).as("bytes after all, on %d", one.getKey()).isLessThan(1);
    }
  }

  private void play(Step step) throws IOException {
    switch (step) {
      case Step.Open open -> accept(open);
      case Step.Sent sent -> {
        assertThat(protocol.said(frame(sent), sent.type()))
            .as("on %d", sent.connection())
            .isEqualTo(protocol.said(sent.frame(), sent.type()));
      }
      case Step.Answer answer -> write(answer);
      case Step.Close close -> {
        at(close).close();
        if (close.listenerToo()) {
          stopListening();
        }
      }
      case Step.Closed closed -> {
        await(at(closed), SelectionKey.OP_READ, closed);
        assertThat(left(at(closed))).as("close of %d", closed.connection()).isEqualTo(-1);
      }
    }
  }

  private void accept(Step.Open open) throws IOException {
    await(listener, SelectionKey.OP_ACCEPT, open);
    SocketChannel connection = listener.accept();
    connection.configureBlocking(false);
    connections.put(open.connection(), connection);
  }

  private SocketChannel at(Step step) {
    SocketChannel connection = connections.get(step.connection());
    assertThat(connection).as("connection %d", step.connection()).isNotNull();
    return connection;
  }

  private byte[] frame(Step.Sent expected) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(Step.HEADER_BYTES);
    read(expected, header);
    ByteBuffer payload = ByteBuffer.allocate(protocol.payloadBytes(header.flip()));
    read(expected, payload);
    return ByteBuffer.allocate(Step.HEADER_BYTES + payload.capacity())
        .put(header.rewind())
        .put(payload.flip())
        .array();
  }

  private void read(Step expected, ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      await(at(expected), SelectionKey.OP_READ, expected);
      assertThat(at(expected).read(into))
          .as("the gateway closes before %s", expected)
          .isNotNegative();
    }
  }

  private void write(Step.Answer answer) {
    ByteBuffer bytes = ByteBuffer.wrap(answer.bytes());
    try {
      while (bytes.hasRemaining()) {
        at(answer).write(bytes);
      }
    } catch (IOException closed) {
      // What follows an exit may find nobody any more. Whoever waits for the gateway next will see.
    }
  }

  /** Waits for the gateway, which may have nothing to do before the next request is sent. */
  private void await(SelectableChannel channel, int operation, Step step) throws IOException {
    try (Selector selector = Selector.open()) {
      channel.register(selector, operation);
      long end = System.nanoTime() + LIMIT.toNanos();
      do {
        boolean over = !requests.advance(selector::wakeup);
        long millis = over ? 0 : Math.max(1, (end - System.nanoTime()) / 1_000_000);
        if (over ? selector.selectNow() > 0 : selector.select(millis) > 0) {
          return;
        }
        assertThat(over || System.nanoTime() > end).as("the gateway doesn't do %s", step).isFalse();
      } while (true);
    }
  }

  /** Negative when the gateway has closed, whether or not it had read everything. */
  private static int left(SocketChannel connection) {
    try {
      return connection.read(ByteBuffer.allocate(1));
    } catch (IOException closed) {
      return -1;
    }
  }

  /** Closes the listener and takes its file away. */
  public void stopListening() throws IOException {
    listener.close();
    Files.deleteIfExists(socket);
  }

  /** Closes the listener and leaves its file. */
  public void die() throws IOException {
    listener.close();
  }

  @Override
  public void close() throws IOException {
    stopListening();
    for (SocketChannel connection : connections.values()) {
      connection.close();
    }
  }
}
