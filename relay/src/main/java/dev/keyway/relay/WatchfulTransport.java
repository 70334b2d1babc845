package dev.keyway.relay;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.transport.Transport;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The system's sockets, with a {@link HeadDeadline} and a {@link Farewell} on every connection that
 * is accepted, and a way to accept no more at once. Linux' own way to wait for sockets (epoll)
 * where the library for it can be loaded, else the JDK's.
 */
final class WatchfulTransport implements Transport {

  /** Three times this is time enough for packets that were lost to be sent again. */
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Transport plain;
  private final io.vertx.core.spi.transport.Transport sockets;
  private final Duration headTimeout;
  private final Queue<Channel> doors = new ConcurrentLinkedQueue<>();
  private final Set<Channel> connections = ConcurrentHashMap.newKeySet();

  private WatchfulTransport(Transport plain, Duration headTimeout) {
    this.plain = plain;
    this.headTimeout = headTimeout;
    this.sockets = plain.equals(Transport.NIO) ? overNio() : overEpoll();
  }

  /** Over the system's own, or the JDK's where that is not to be had. */
  static WatchfulTransport best(Duration headTimeout) {
    boolean epoll = Transport.EPOLL != null && Transport.EPOLL.available();
    return new WatchfulTransport(epoll ? Transport.EPOLL : Transport.NIO, headTimeout);
  }

  private io.vertx.core.spi.transport.Transport overNio() {
    return new NioTransport() {
      @Override
      public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domain) {
        return watched(super.serverChannelFactory(domain), domain);
      }
    };
  }

  private io.vertx.core.spi.transport.Transport overEpoll() {
    return new EpollTransport() {
      @Override
      public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domain) {
        return watched(super.serverChannelFactory(domain), domain);
      }
    };
  }

  private ChannelFactory<? extends ServerChannel> watched(
      ChannelFactory<? extends ServerChannel> doors, boolean domain) {
    return domain ? doors : () -> opened(doors.newChannel());
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

  @Override
  public String name() {
    return plain.name();
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

  private ServerChannel opened(ServerChannel door) {
    doors.add(door);
    // The first of its handlers: the library's, which begins to read, comes behind it.
    door.pipeline().addLast(new Accepting());
    return door;
  }

  private void accepted(Channel connection) {
    HeadDeadline.set(connection, headTimeout);
    connections.add(connection);
    connection.closeFuture().addListener(closed -> connections.remove(connection));
    Farewell.set(connection, FAREWELL);
  }

  /** Gets each connection before anything is read from it. */
  private final class Accepting extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext door, Object connection) {
      accepted((Channel) connection);
      door.fireChannelRead(connection);
    }
  }
}
