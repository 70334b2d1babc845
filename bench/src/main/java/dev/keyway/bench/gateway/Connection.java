package dev.keyway.bench.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One connection of a worker's, on which one request follows the other. Each message has a head of
 * four bytes.
 */
abstract class Connection implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 << 10;
  private static final int NOT_PREPARED = 0;

  private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
  private final ByteBuffer in;
  private final Workers workers;
  private int prepared = NOT_PREPARED;
  private long sentNanos;

  /** What is to be written. */
  final ByteBuffer out;

  /**
   * @param order of a head's bytes
   */
  Connection(UnixDomainSocketAddress address, ByteOrder order, Workers workers) throws IOException {
    this.workers = workers;
    this.in = ByteBuffer.allocateDirect(BUFFER_BYTES).order(order);
    this.out = ByteBuffer.allocateDirect(BUFFER_BYTES).order(order);
    channel.connect(address);
  }

  /** Asks for a plugin that is configured so. */
  abstract void askToPrepare(String plugin, String configJson) throws IOException;

  /** Sends a request for what {@link #prepared(int)} was told. */
  abstract void ask(int prepared) throws IOException;

  /** How many bytes follow a head. */
  abstract int length(int head);

  /**
   * Does what the server asks for, and tells what has ended.
   *
   * @param payload is valid while it runs
   */
  abstract void take(int head, ByteBuffer payload) throws IOException;

  /** Waits for a plugin, and returns what requests call it. */
  int prepare(String plugin, String configJson) throws IOException {
    askToPrepare(plugin, configJson);
    while (prepared == NOT_PREPARED) {
      read();
    }
    return prepared;
  }

  /** The plugin is there. */
  void prepared(int name) {
    prepared = name;
  }

  SelectionKey register(Selector selector) throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, SelectionKey.OP_READ);
  }

  /** Sends the first request. */
  void begin(int name) throws IOException {
    prepared = name;
    next();
  }

  private void next() throws IOException {
    sentNanos = System.nanoTime();
    ask(prepared);
  }

  /** A request has its answer: the next one follows. */
  void ended() throws IOException {
    workers.ended(System.nanoTime() - sentNanos);
    next();
  }

  void denied() {
    workers.denied();
  }

  boolean isPrepared() {
    return prepared != NOT_PREPARED;
  }

  /** Takes what has come. */
  void read() throws IOException {
    if (channel.read(in) < 0) {
      throw new EOFException("the server closed the connection");
    }
    in.flip();
    while (in.remaining() >= Integer.BYTES
        && in.remaining() - Integer.BYTES >= length(in.getInt(in.position()))) {
      int head = in.getInt();
      ByteBuffer payload = in.slice(in.position(), length(head));
      in.position(in.position() + payload.remaining());
      take(head, payload);
    }
    in.compact();
  }

  /** Writes what was put. */
  void flush() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    out.clear();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
