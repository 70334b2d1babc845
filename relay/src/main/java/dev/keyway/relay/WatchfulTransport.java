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
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's sockets, with a {@link HeadDeadline} on every connection that is accepted, and a way to
 * accept no more at once.
 */
final class WatchfulTransport implements Transport {

  private final io.vertx.core.spi.transport.Transport sockets;
  private final Queue<Channel> doors = new ConcurrentLinkedQueue<>();

  WatchfulTransport(Duration headTimeout) {
    sockets =
        new NioTransport() {
          @Override
          public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domain) {
            return domain
                ? super.serverChannelFactory(true)
                : () -> opened(new WatchfulServerChannel(headTimeout));
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

  private static final class WatchfulServerChannel extends NioServerSocketChannel {

    private final Duration headTimeout;

    WatchfulServerChannel(Duration headTimeout) {
      this.headTimeout = headTimeout;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
      int before = accepted.size();
      int result = super.doReadMessages(accepted);
      for (Object connection : accepted.subList(before, accepted.size())) {
        HeadDeadline.set((Channel) connection, headTimeout);
      }
      return result;
    }
  }
}
