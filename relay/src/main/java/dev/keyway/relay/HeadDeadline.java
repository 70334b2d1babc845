package dev.keyway.relay;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that has not sent the head of a request in time, counted from its opening and
 * whatever trickles in meanwhile. The library itself notices only silence.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {

  private static final String NAME = "keyway-head-deadline";

  private final Duration limit;
  private @Nullable Future<?> alarm;

  private HeadDeadline(Duration limit) {
    this.limit = limit;
  }

  /** Watches a connection that has just been accepted. */
  static void set(Channel accepted, Duration limit) {
    accepted.pipeline().addLast(NAME, new HeadDeadline(limit));
  }

  /** The head is there: the connection is watched no more. */
  static void met(Channel connection) {
    if (connection.pipeline().get(NAME) != null) {
      connection.pipeline().remove(NAME);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext connection) {
    alarm =
        connection
            .executor()
            .schedule(() -> close(connection), limit.toMillis(), TimeUnit.MILLISECONDS);
    connection.fireChannelActive();
  }

  private static void close(ChannelHandlerContext connection) {
    var unused = connection.channel().close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext connection) {
    handlerRemoved(connection);
    connection.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext connection) {
    if (alarm != null) {
      alarm.cancel(false);
    }
  }
}
