package dev.keyway.envoy;

import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.envoy.wire.ProcessingResponse;
import dev.keyway.testing.TestCertificate;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Envoy's side of the service: filters that say a message and wait for its answer. */
final class EnvoyPeer implements AutoCloseable {

  /** Long enough for whatever happens, on a slow machine too. */
  static final Duration SOON = Duration.ofSeconds(20);

  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final ManagedChannel channel;

  private EnvoyPeer(NettyChannelBuilder builder) {
    this.channel = builder.eventLoopGroup(loop).overrideAuthority("localhost").build();
  }

  /** One at a server's Unix socket. */
  static EnvoyPeer at(EnvoyServer server) {
    Path socket = Path.of(server.address().substring("unix:".length()));
    return new EnvoyPeer(
        NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
            .channelType(NioDomainSocketChannel.class)
            .usePlaintext());
  }

  /**
   * @param trusted the service's certificate
   * @param own the one that is shown, or null: none
   */
  static EnvoyPeer at(int port, TestCertificate trusted, TestCertificate own)
      throws IOException, GeneralSecurityException {
    SslContextBuilder tls =
        GrpcSslContexts.forClient().trustManager(trusted.certificateFile().toFile());
    if (own != null) {
      tls.keyManager(own.certificateFile().toFile(), own.keyFile().toFile());
    }
    return new EnvoyPeer(
        NettyChannelBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .channelType(NioSocketChannel.class)
            .sslContext(tls.build()));
  }

  /** A stream of a filter with this initial metadata. */
  Filter filter(Map<String, String> metadata) {
    Metadata initial = new Metadata();
    metadata.forEach((name, value) ->
        initial.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
    Filter filter = new Filter();
    filter.asking =
        (ClientCallStreamObserver<ProcessingRequest>)
            ClientCalls.asyncBidiStreamingCall(
                ClientInterceptors.intercept(
                        channel, MetadataUtils.newAttachHeadersInterceptor(initial))
                    .newCall(ExternalProcessor.PROCESS, CallOptions.DEFAULT),
                filter);
    return filter;
  }

  /** What a new stream's first message is answered. */
  ProcessingResponse ask(Map<String, String> metadata, ProcessingRequest message) throws Exception {
    return filter(metadata).say(message);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    var unused = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  static final class Filter implements StreamObserver<ProcessingResponse> {

    private final BlockingQueue<CompletableFuture<ProcessingResponse>> answers =
        new LinkedBlockingQueue<>();
    private ClientCallStreamObserver<ProcessingRequest> asking;

    /** Says a message; what it is answered. */
    ProcessingResponse say(ProcessingRequest message) throws Exception {
      asking.onNext(message);
      CompletableFuture<ProcessingResponse> answer =
          answers.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
      if (answer == null) {
        throw new AssertionError("no answer");
      }
      return answer.get();
    }

    void cancel() {
      asking.cancel("gone", null);
    }

    @Override
    public void onNext(ProcessingResponse response) {
      answers.add(CompletableFuture.completedFuture(response));
    }

    @Override
    public void onError(Throwable failure) {
      answers.add(CompletableFuture.failedFuture(failure));
    }

    @Override
    public void onCompleted() {}
  }
}
