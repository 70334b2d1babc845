package dev.keyway.scripted;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** The socket a provider listens on, and all connections that came in over it. */
final class Server {

  private static final int BACKLOG = 1024;
  private static final int MAX_HEAD_BYTES = 256 * 1024;

  private final @Nullable SSLContext tls;
  private final ChannelGroup connections =
      new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final Channel socket;

  /**
   * @param port 0 for any
   * @param tls null for plain HTTP
   * @param handler makes what serves one connection, given requests as Netty's decoder has them
   */
  Server(int port, @Nullable SSLContext tls, Supplier<ChannelHandler> handler) {
    this.tls = tls;
    this.socket =
        new ServerBootstrap()
            .group(EventLoops.SHARED)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel connection) {
                    serve(connection, handler.get());
                  }
                })
            .bind(Loopback.port(port))
            .syncUninterruptibly()
            .channel();
  }

  private void serve(Channel connection, ChannelHandler handler) {
    connections.add(connection);
    if (tls != null) {
      connection.pipeline().addLast(secured(tls));
    }
    HttpDecoderConfig limits =
        new HttpDecoderConfig()
            .setMaxHeaderSize(MAX_HEAD_BYTES)
            .setMaxInitialLineLength(MAX_HEAD_BYTES);
    connection.pipeline().addLast(new HttpRequestDecoder(limits), handler);
  }

  private static SslHandler secured(SSLContext tls) {
    SSLEngine engine = tls.createSSLEngine();
    engine.setUseClientMode(false);
    return new SslHandler(engine);
  }

  int port() {
    return ((InetSocketAddress) socket.localAddress()).getPort();
  }

  URI url() {
    return tls == null ? Loopback.url(port()) : Loopback.securedUrl(port());
  }

  /** Returns when the port is free and every connection closed. */
  void close() {
    socket.close().syncUninterruptibly();
    connections.close().syncUninterruptibly();
  }
}
