package dev.keyway.testkit.kong;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A worker's connection to the plugin server: frames of a length (4 bytes, little-endian) each. */
final class PluginConnection implements AutoCloseable {

  private static final int HEADER_BYTES = 4;

  private final SocketChannel channel;
  private final ScheduledExecutorService clock;
  private final Duration timeout;
  private final Runnable closed;
  private final AtomicBoolean open = new AtomicBoolean(true);
  private volatile boolean timedOut;

  private PluginConnection(
      SocketChannel channel, ScheduledExecutorService clock, Duration timeout, Runnable closed) {
    this.channel = channel;
    this.clock = clock;
    this.timeout = timeout;
    this.closed = closed;
  }

  /**
   * Connects without waiting: nginx takes a full backlog for a failure.
   *
   * @param closed run once when the connection is closed
   */
  static PluginConnection open(
      Path socket, ScheduledExecutorService clock, Duration timeout, Runnable closed)
      throws CallFailed {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.configureBlocking(false);
      if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
        throw new IOException("Resource temporarily unavailable");
      }
      channel.configureBlocking(true);
      return new PluginConnection(channel, clock, timeout, closed);
    } catch (IOException e) {
      close(channel);
      closed.run();
      throw new CallFailed(word(e));
    }
  }

  /** Whether the server left a connection alone that nobody used. */
  boolean isStillOpen() {
    try {
      channel.configureBlocking(false);
      int read = channel.read(ByteBuffer.allocate(1));
      channel.configureBlocking(true);
      return read == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Length and payload are two separate sends; when one fails, Lua raises. */
  void write(String payload) {
    byte[] bytes = Lua.bytes(payload);
    try {
      write(header().putInt(bytes.length).flip());
      write(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw new LuaError(word(e));
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  String readFrame() throws CallFailed {
    int length = read(header()).getInt();
    return Lua.string(read(ByteBuffer.allocate(length)).array());
  }

  private static ByteBuffer header() {
    return ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer read(ByteBuffer into) throws CallFailed {
    ScheduledFuture<?> limit =
        clock.schedule(this::timeOut, timeout.toMillis(), TimeUnit.MILLISECONDS);
    try {
      while (into.hasRemaining()) {
        if (channel.read(into) < 0) {
          throw new CallFailed("closed");
        }
      }
      return into.flip();
    } catch (IOException e) {
      throw new CallFailed(timedOut ? "timeout" : word(e));
    } finally {
      limit.cancel(false);
    }
  }

  private void timeOut() {
    timedOut = true;
    close(channel);
  }

  private static String word(IOException e) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    if (open.getAndSet(false)) {
      close(channel);
      closed.run();
    }
  }

  private static void close(@Nullable Channel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException gone) {
        // It was to go anyway.
      }
    }
  }
}
