package dev.keyway.bench;

import io.netty.util.NetUtil;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServerOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A provider that answers every request with a stream, on one event loop. It writes HTTP itself,
 * from bytes made once: what stands beside the relay under test on the same machine must cost
 * little.
 *
 * <p>{@code StreamingUpstream --listen PORT}, on 127.0.0.1. A request's headers say what it gets:
 * {@code x-stream-events} how many events (default 500), {@code x-stream-text} how many bytes of
 * text in each (default 8), {@code x-stream-pace-ms} how long to wait between two of them (default
 * 0: as quickly as they can be written, one at a time). A {@code GET} is answered with how many
 * events have been written so far.
 */
public final class StreamingUpstream {

  private final Vertx vertx;
  private final Map<ChatStream, List<Buffer>> prepared = new HashMap<>();
  private long written;

  private StreamingUpstream(Vertx vertx) {
    this.vertx = vertx;
  }

  public static void main(String[] args) {
    int port = new Options(args).number("listen");
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    StreamingUpstream upstream = new StreamingUpstream(vertx);
    vertx
        .createNetServer(new NetServerOptions().setTcpNoDelay(true))
        .connectHandler(socket -> new StreamingConnection(upstream, socket).begin())
        .listen(port, NetUtil.LOCALHOST4.getHostAddress())
        .onFailure(StreamingUpstream::giveUp);
  }

  private static void giveUp(Throwable failure) {
    System.err.println("the streaming upstream could not start: " + failure);
    System.exit(3);
  }

  Vertx vertx() {
    return vertx;
  }

  List<Buffer> writes(ChatStream stream) {
    return prepared.computeIfAbsent(stream, ChatStream::writes);
  }

  void wroteOne() {
    written++;
  }

  long written() {
    return written;
  }
}
