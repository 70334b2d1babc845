package dev.keyway.relay;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a client's connection so that the client gets all that was written to it. The library
 * closes at once: that drops what still waits to go out, and where the client has sent something
 * nobody has read (with HTTP/2 any acknowledgement will do), the system resets the connection and
 * drops what is on its way (RFC 9112, section 9.6). Here the last byte goes out first, then the end
 * of our side is told, and what the client still sends is read and dropped until it closes its
 * side. A client that neither takes nor sends anything is waited for only so long, and any client
 * for a few times that.
 */
final class Farewell extends ChannelDuplexHandler {

  private static final String NAME = "keyway-farewell";

  /** Several, for a loop that was held up looks before it reads what has come meanwhile. */
  private static final int SILENT_LOOKS = 3;

  private static final int MOST_LOOKS = 15;

  private final Duration interval;
  private boolean closing;
  private boolean heard;
  private long waiting;
  private int looks;
  private int silentLooks;

  private Farewell(Duration interval) {
    this.interval = interval;
  }

  /**
   * Has a connection that has just been accepted closed this way.
   *
   * @param interval how often it is looked whether the client takes or sends anything; after
   *     {@value #SILENT_LOOKS} times that it did neither, and after {@value #MOST_LOOKS} in any
   *     case, nobody waits for it any more
   */
  static void set(Channel accepted, Duration interval) {
    accepted.pipeline().addFirst(NAME, new Farewell(interval));
  }

  /** Closes a connection as it stands, whatever is on its way. On its own event loop. */
  static void spare(Channel connection) {
    connection.unsafe().close(connection.voidPromise());
  }

  @Override
  public void close(ChannelHandlerContext connection, ChannelPromise promise) {
    connection.channel().closeFuture().addListener(closed -> promise.trySuccess());
    if (!closing) {
      closing = true;
      begin(connection);
    }
  }

  private void begin(ChannelHandlerContext connection) {
    waiting = waiting(connection);
    connection
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(written -> {
          if (written.isSuccess()) {
            sayEnd(connection);
          } else {
            spare(connection.channel());
          }
        });
    watch(connection);
  }

  private void sayEnd(ChannelHandlerContext connection) {
    var unused = ((DuplexChannel) connection.channel()).shutdownOutput();
    connection.channel().config().setAutoRead(true);
  }

  private void watch(ChannelHandlerContext connection) {
    var unused =
        connection
            .executor()
            .schedule(() -> look(connection), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look(ChannelHandlerContext connection) {
    if (!connection.channel().isOpen()) {
      return;
    }
    long before = waiting;
    waiting = waiting(connection);
    silentLooks = heard || waiting < before ? 0 : silentLooks + 1;
    heard = false;
    if (silentLooks < SILENT_LOOKS && ++looks < MOST_LOOKS) {
      watch(connection);
    } else {
      spare(connection.channel());
    }
  }

  /** How many bytes the client has yet to take. */
  private static long waiting(ChannelHandlerContext connection) {
    ChannelOutboundBuffer out = connection.channel().unsafe().outboundBuffer();
    return out == null ? 0 : out.totalPendingWriteBytes();
  }

  @Override
  public void channelRead(ChannelHandlerContext connection, Object message) {
    if (closing) {
      heard = true;
      ReferenceCountUtil.release(message);
    } else {
      connection.fireChannelRead(message);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext connection, Throwable failure) {
    if (closing) {
      spare(connection.channel());
    } else {
      connection.fireExceptionCaught(failure);
    }
  }
}
