package dev.keyway.relay;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's sockets, with a {@link HeadDeadline} and a {@link Farewell} on every connection that is
 * accepted, and a way to accept no more at once.
 */
final class WatchfulTransport implements Transport {

  /** Three times this is time enough for packets that were lost to be sent again. */
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final io.vertx.core.spi.transport.Transport sockets;
  private final Queue<Channel> doors = new ConcurrentLinkedQueue<>();
  private final Set<Channel> connections = ConcurrentHashMap.newKeySet();

  WatchfulTransport(Duration headTimeout) {
    sockets =
        new NioTransport() {
          @Override
          public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domain) {
            return domain
                ? super.serverChannelFactory(true)
                : () ->
                    opened(
                        new WatchfulServerChannel(headTimeout, WatchfulTransport.this::accepted));
          }
        };
  }

  /**
   * Closes what listens, and nothing else. The library takes its loops away first, so that a
   * connection which comes just then would fail with a complaint in the log.
   */
  void stopAccepting() {
    doors.forEach(door -> door.close().syncUninterruptibly());
  }

  /**
   * Waits until every connection is closed, at most for so long. The library takes one for closed
   * as soon as it has nothing more to send.
   */
  void awaitFarewells(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    for (Channel connection : connections) {
      connection.closeFuture().awaitUninterruptibly(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
  }

  /** Closes every connection as it stands: nobody waits for a farewell any more. */
  void hangUp() {
    connections.forEach(
        connection -> connection.eventLoop().execute(() -> Farewell.spare(connection)));
  }

  private <C extends Channel> C opened(C door) {
    doors.add(door);
    return door;
  }

  @Override
  public String name() {
    return "nio";
  }

  @Override
  public boolean available() {
    return true;
  }

  @Override
  public @Nullable Throwable unavailabilityCause() {
    return null;
  }

  @Override
  public io.vertx.core.spi.transport.Transport implementation() {
    return sockets;
  }

  private void accepted(Channel connection) {
    connections.add(connection);
    connection.closeFuture().addListener(closed -> connections.remove(connection));
    Farewell.set(connection, FAREWELL);
  }

  private static final class WatchfulServerChannel extends NioServerSocketChannel {

    private final Duration headTimeout;
    private final Consumer<Channel> taken;

    /**
     * @param taken gets each connection, before anything is read from it
     */
    WatchfulServerChannel(Duration headTimeout, Consumer<Channel> taken) {
      this.headTimeout = headTimeout;
      this.taken = taken;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
      int before = accepted.size();
      int result = super.doReadMessages(accepted);
      for (Object connection : accepted.subList(before, accepted.size())) {
        HeadDeadline.set((Channel) connection, headTimeout);
        taken.accept((Channel) connection);
      }
      return result;
    }
  }
}
