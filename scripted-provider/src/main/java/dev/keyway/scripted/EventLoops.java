package dev.keyway.scripted;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

/** The threads all providers of a process share. They are daemons and live as long as it does. */
final class EventLoops {

  private static final int THREADS = 2;

  static final EventLoopGroup SHARED =
      new MultiThreadIoEventLoopGroup(
          THREADS, new DefaultThreadFactory("scripted-provider", true), NioIoHandler.newFactory());

  private EventLoops() {}
}
