package dev.keyway.envoy;

import dev.keyway.socket.SocketFile;
import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keyway's side of Envoy: the gRPC server that its {@code ext_proc} filters ask. Its threads are
 * Netty's event loops, and nothing on them waits.
 *
 * <p>It uses the JDK's sockets, for Unix sockets too: Linux' epoll through Netty took the same
 * processor time within the noise.
 */
public final class EnvoyServer implements AutoCloseable {

  /** A body of the native form comes in one message; Envoy's own limit is reached before. */
  private static final int MOST_MESSAGE_BYTES = 64 << 20;

  /** So much of a body is on its way before Envoy waits for us to have taken it. */
  private static final int WINDOW_BYTES = 4 << 20;

  /** Seconds between looks for answers that nobody watched. */
  private static final int SWEEP = 10;

  private static final Duration LAST_GRACE = Duration.ofSeconds(5);

  private final EnvoyAddress address;
  private final Server server;
  private final Stages stages;
  private final EventLoopGroup loops;
  private final @Nullable SocketFile file;

  private EnvoyServer(
      EnvoyAddress address,
      Server server,
      Stages stages,
      EventLoopGroup loops,
      @Nullable SocketFile file) {
    this.address = address;
    this.server = server;
    this.stages = stages;
    this.loops = loops;
    this.file = file;
  }

  /**
   * Starts it, and returns when Envoy can ask.
   *
   * @param serving what requests are served by at a moment
   * @throws IOException when the address can't be listened on; the message says why
   */
  public static EnvoyServer start(
      EnvoyAddress address, Supplier<EnvoyServing> serving, InstantSource clock)
      throws IOException {
    Stages stages = new Stages(serving, clock);
    ExternalProcessor service = new ExternalProcessor(stages::conversation);
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            Runtime.getRuntime().availableProcessors(),
            new DefaultThreadFactory("envoy", true),
            NioIoHandler.newFactory());
    SocketFile file =
        address instanceof EnvoyAddress.OnSocket(var socket) ? new SocketFile(socket) : null;
    Server server = null;
    try {
      if (file != null) {
        file.prepare();
      }
      server = builder(address, file, loops).addService(service.definition()).build();
      server.start();
      if (file != null) {
        file.restrict();
      }
      Rehearsal.with(server, address);
      RehearsalStage.play();
      var unused =
          loops.scheduleWithFixedDelay(stages::settleUnwatched, SWEEP, SWEEP, TimeUnit.SECONDS);
      if (file != null) {
        file.publish();
      }
      return new EnvoyServer(address, server, stages, loops, file);
    } catch (IOException | RuntimeException e) {
      undo(server, loops, file);
      throw e;
    }
  }

  private static void undo(
      @Nullable Server server, EventLoopGroup loops, @Nullable SocketFile file) {
    if (server != null) {
      server.shutdownNow();
    }
    var unused = loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    if (file != null) {
      remove(file);
    }
  }

  private static NettyServerBuilder builder(
      EnvoyAddress address, @Nullable SocketFile file, EventLoopGroup loops) throws IOException {
    NettyServerBuilder builder =
        switch (address) {
          case EnvoyAddress.OnSocket on when file != null ->
              NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(file.unready()))
                  .channelType(NioServerDomainSocketChannel.class);
          case EnvoyAddress.OnSocket on -> throw new IllegalStateException("no file");
          case EnvoyAddress.Port(String host, int port, EnvoyAddress.@Nullable Tls tls) -> {
            NettyServerBuilder plain =
                NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
                    .channelType(NioServerSocketChannel.class);
            yield tls == null ? plain : plain.sslContext(guarded(tls));
          }
        };
    return builder
        .bossEventLoopGroup(loops)
        .workerEventLoopGroup(loops)
        .directExecutor()
        .maxInboundMessageSize(MOST_MESSAGE_BYTES)
        .flowControlWindow(WINDOW_BYTES);
  }

  private static SslContext guarded(EnvoyAddress.Tls tls) throws IOException {
    SslContextBuilder builder =
        SslContextBuilder.forServer(tls.certificate().toFile(), tls.key().toFile());
    // What listens here speaks the JDK's TLS, as it is configured.
    return GrpcSslContexts.configure(builder, SslProvider.JDK)
        .trustManager(tls.clientCa().toFile())
        .clientAuth(ClientAuth.REQUIRE)
        .build();
  }

  /** Where it listens, as configuration says it: of a port the one that was bound. */
  public String address() {
    if (address instanceof EnvoyAddress.OnSocket(var socket)) {
      return "unix:" + socket.path();
    }
    InetSocketAddress bound = (InetSocketAddress) server.getListenSockets().getFirst();
    String host = bound.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort();
  }

  /**
   * Takes no new streams: Envoy opens those it needs at who took the address over. Streams that are
   * open go on.
   */
  public void stopAccepting() {
    server.shutdown();
  }

  /** Waits until none is under way any more, for at most this long. */
  public void awaitEnd(Duration grace) {
    await(grace);
  }

  /** Ends everything at once. */
  @Override
  public void close() {
    server.shutdownNow();
    await(LAST_GRACE);
    stages.close();
    var unused = loops.shutdownGracefully(0, LAST_GRACE.toMillis(), TimeUnit.MILLISECONDS);
    if (file != null) {
      remove(file);
    }
  }

  private static void remove(SocketFile file) {
    try {
      file.remove();
    } catch (IOException left) {
      // A file nobody listens at is replaced by the next one who does.
    }
  }

  private void await(Duration grace) {
    try {
      server.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
