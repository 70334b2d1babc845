package dev.keyway.envoy;

import dev.keyway.envoy.wire.HeaderMap;
import dev.keyway.envoy.wire.HeaderValue;
import dev.keyway.envoy.wire.HttpHeaders;
import dev.keyway.envoy.wire.ProcessingRequest;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Asks a server that has just begun to listen, before Envoy does: what a first request loads takes
 * longer than Envoy waits on a slow machine ({@code message_timeout}). In the relay form, which
 * leaves no trace; the native one is rehearsed on a {@link RehearsalStage}.
 */
final class Rehearsal {

  private static final int REQUESTS = 20;

  private static final Map<String, String> RELAY =
      Map.of("stage", Stage.RELAY.wireName(), "policy", "rehearsal");

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
        play(channel);
      }
    } finally {
      channel.shutdownNow();
      var unused = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
  }

  /** Plays one request. */
  static void play(Channel channel) throws IOException {
    RehearsedFilter.open(channel, RELAY).say(request());
  }

  private static ManagedChannel channel(SocketAddress address, EventLoopGroup loop) {
    return NettyChannelBuilder.forAddress(address)
        .channelType(
            address instanceof UnixDomainSocketAddress
                ? NioDomainSocketChannel.class
                : NioSocketChannel.class)
        .eventLoopGroup(loop)
        .directExecutor()
        .overrideAuthority("keyway")
        .usePlaintext()
        .build();
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
