package dev.keyway.envoy;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * A server of the same service in this process alone, which nobody else can ask: requests of the
 * native form are rehearsed there, for they need a policy and leave a record; and those of the
 * relay form, for where the real one asks for certificates nobody here has one.
 */
final class RehearsalStage {

  private static final int REQUESTS = 20;

  private RehearsalStage() {}

  /**
   * Plays it.
   *
   * @throws IOException when the service does not answer
   */
  static void play() throws IOException {
    play(RehearsedServing.with(record -> {}), REQUESTS);
  }

  static void play(EnvoyServing serving, int requests) throws IOException {
    Stages stages = new Stages(() -> serving, InstantSource.system());
    LocalAddress here = new LocalAddress(RehearsalStage.class);
    EventLoopGroup loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("envoy-rehearsal", true), LocalIoHandler.newFactory());
    Server server =
        NettyServerBuilder.forAddress(here)
            .channelType(LocalServerChannel.class)
            .bossEventLoopGroup(loop)
            .workerEventLoopGroup(loop)
            .directExecutor()
            .addService(new ExternalProcessor(stages::conversation).definition())
            .build();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(here)
            .channelType(LocalChannel.class)
            .eventLoopGroup(loop)
            .directExecutor()
            .overrideAuthority("keyway")
            .usePlaintext()
            .build();
    try {
      server.start();
      for (int i = 0; i < requests; i++) {
        Rehearsal.play(channel);
        NativeRehearsal.play(channel);
      }
    } finally {
      channel.shutdownNow();
      server.shutdownNow();
      var unused = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
  }
}
