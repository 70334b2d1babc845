package dev.keyway.testkit.openresty;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
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

/**
 * A connection of nginx's Lua to a Unix socket. What goes wrong is an {@link IOException} whose
 * message is nginx's word for it, such as {@code closed} or {@code timeout}.
 */
public final class Cosocket implements AutoCloseable {

  private final SocketChannel channel;
  private final ScheduledExecutorService timer;
  private final Duration timeout;
  private final Runnable closed;
  private final AtomicBoolean open = new AtomicBoolean(true);
  private volatile boolean timedOut;

  private Cosocket(
      SocketChannel channel, ScheduledExecutorService timer, Duration timeout, Runnable closed) {
    this.channel = channel;
    this.timer = timer;
    this.timeout = timeout;
    this.closed = closed;
  }

  /**
   * Connects without waiting: nginx takes a full backlog for a failure.
   *
   * @param timeout for each send and each receive
   * @param closed run once when the connection is closed, or could not be made
   */
  public static Cosocket connect(
      Path socket, ScheduledExecutorService timer, Duration timeout, Runnable closed)
      throws IOException {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.configureBlocking(false);
      if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
        throw new IOException("Resource temporarily unavailable");
      }
      channel.configureBlocking(true);
      return new Cosocket(channel, timer, timeout, closed);
    } catch (IOException e) {
      close(channel);
      closed.run();
      throw new IOException(word(e), e);
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

  /** Sends all of it. */
  public void send(ByteBuffer bytes) throws IOException {
    within(() -> {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    });
  }

  /** The next so many bytes. */
  public ByteBuffer receive(int bytes) throws IOException {
    ByteBuffer received = ByteBuffer.allocate(bytes);
    within(() -> {
      while (received.hasRemaining()) {
        if (channel.read(received) < 0) {
          throw new IOException("closed");
        }
      }
    });
    return received.flip();
  }

  private interface Transfer {
    void run() throws IOException;
  }

  private void within(Transfer transfer) throws IOException {
    ScheduledFuture<?> limit =
        timer.schedule(this::timeOut, timeout.toMillis(), TimeUnit.MILLISECONDS);
    try {
      transfer.run();
    } catch (IOException e) {
      throw new IOException(timedOut ? "timeout" : word(e), e);
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
