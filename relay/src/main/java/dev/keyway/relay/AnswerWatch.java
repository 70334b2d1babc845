package dev.keyway.relay;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.UnpooledHttpClientConnection;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one connection to a provider beside what the library tells: whether it has
 * answered before, and whether anything has come since the last request went out. Used on the
 * connection's event loop.
 */
final class AnswerWatch {

  private static final AttributeKey<AnswerWatch> KEY =
      AttributeKey.valueOf(AnswerWatch.class, "watch");

  private boolean answered;
  private boolean heard;
  private int lastStream = Integer.MAX_VALUE;

  private AnswerWatch() {}

  /** Watches a connection that has just been opened, and has nothing poison it. */
  static void set(HttpConnection connection) {
    Channel channel = channel(connection);
    if (channel != null) {
      AnswerWatch watch = new AnswerWatch();
      channel.attr(KEY).set(watch);
      AnswerCodec.install(channel.pipeline(), watch);
      if (connection.protocolVersion() == HttpVersion.HTTP_2) {
        connection.goAwayHandler(leaving -> watch.lastStream = leaving.getLastStreamId());
      }
    }
  }

  /**
   * Closes a connection although bytes wait to go out on it. The library closes when they have
   * gone, which with a provider that has stopped reading is never.
   */
  static void cut(HttpConnection connection) {
    Channel channel = channel(connection);
    if (channel != null) {
      channel.unsafe().close(channel.voidPromise());
    }
  }

  /** The watch over a connection; one that has seen nothing where there is none. */
  static AnswerWatch of(HttpConnection connection) {
    Channel channel = channel(connection);
    AnswerWatch watch = channel == null ? null : channel.attr(KEY).get();
    return watch == null ? new AnswerWatch() : watch;
  }

  /** Whether an answer to any request has begun on this connection. */
  boolean answered() {
    return answered;
  }

  void answerBegun() {
    answered = true;
  }

  /** Whether a byte has come since the last request went out. Only HTTP/1.1 tells. */
  boolean heard() {
    return heard;
  }

  /**
   * The last stream that may have been served by a connection that goes away (RFC 9113, section
   * 6.8); without a word of that the highest there is.
   */
  int lastStream() {
    return lastStream;
  }

  void requestBegun() {
    heard = false;
  }

  void byteCame() {
    heard = true;
  }

  private static @Nullable Channel channel(HttpConnection connection) {
    return switch (connection) {
      case ConnectionBase pooled -> pooled.channel();
      case UnpooledHttpClientConnection single -> channel(single.unwrap());
      default -> null;
    };
  }
}
