package dev.keyway.envoy;

import dev.keyway.envoy.wire.HeaderMap;
import dev.keyway.envoy.wire.HeaderValue;
import dev.keyway.envoy.wire.HttpHeaders;
import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.envoy.wire.ProcessingResponse;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a server that has just begun to listen, before Envoy does: what a first request loads takes
 * longer than Envoy waits on a slow machine ({@code message_timeout}).
 */
final class Rehearsal {

  private static final int REQUESTS = 20;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Rehearsal() {}

  /** Nobody without a certificate may ask a guarded port, and we have none for it. */
  static void with(Server server, EnvoyAddress address) throws IOException {
    if (address instanceof EnvoyAddress.Port port && port.tls() != null) {
      return;
    }
    EventLoopGroup loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("envoy-rehearsal", true), NioIoHandler.newFactory());
    ManagedChannel channel = channel(server.getListenSockets().getFirst(), loop);
    try {
      for (int i = 0; i < REQUESTS; i++) {
        ask(channel);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the external processor does not answer at its own address", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      channel.shutdownNow();
      var unused = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
  }

  private static ManagedChannel channel(SocketAddress address, EventLoopGroup loop) {
    Metadata metadata = new Metadata();
    put(metadata, "stage", Stage.RELAY.wireName());
    put(metadata, "version", FilterSettings.VERSION);
    put(metadata, "policy", "rehearsal");
    return NettyChannelBuilder.forAddress(address)
        .channelType(
            address instanceof UnixDomainSocketAddress
                ? NioDomainSocketChannel.class
                : NioSocketChannel.class)
        .eventLoopGroup(loop)
        .directExecutor()
        .overrideAuthority("keyway")
        .usePlaintext()
        .intercept(MetadataUtils.newAttachHeadersInterceptor(metadata))
        .build();
  }

  private static void put(Metadata metadata, String name, String value) {
    metadata.put(Metadata.Key.of("x-keyway-" + name, Metadata.ASCII_STRING_MARSHALLER), value);
  }

  private static void ask(ManagedChannel channel)
      throws ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture<Void> answered = new CompletableFuture<>();
    StreamObserver<ProcessingRequest> asking =
        ClientCalls.asyncBidiStreamingCall(
            channel.newCall(ExternalProcessor.PROCESS, CallOptions.DEFAULT),
            new StreamObserver<ProcessingResponse>() {
              @Override
              public void onNext(ProcessingResponse response) {}

              @Override
              public void onError(Throwable failure) {
                answered.completeExceptionally(failure);
              }

              @Override
              public void onCompleted() {
                answered.complete(null);
              }
            });
    asking.onNext(request());
    answered.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static ProcessingRequest request() {
    return ProcessingRequest.newBuilder()
        .setRequestHeaders(
            HttpHeaders.newBuilder()
                .setHeaders(
                    HeaderMap.newBuilder()
                        .addHeaders(header(":method", "POST"))
                        .addHeaders(header(":path", "/v1/chat/completions"))
                        .addHeaders(header("x-keyway-context", ""))))
        .build();
  }

  private static HeaderValue header(String name, String value) {
    return HeaderValue.newBuilder().setKey(name).setValue(value).build();
  }
}
