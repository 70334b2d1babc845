package dev.keyway.relay;

import dev.keyway.Defect;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Format;
import dev.keyway.request.RefusalResponse;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop of the relay: a server for each listener and the clients its requests go out by.
 */
final class RelayLoop extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(RelayLoop.class);

  /** Requests under way on one HTTP/2 connection. */
  private static final int STREAMS = 250;

  private final RelaySettings settings;
  private final AtomicInteger underWay;
  private final List<HttpServer> servers = new ArrayList<>();

  /**
   * @param underWay requests under way on all loops together
   */
  RelayLoop(RelaySettings settings, AtomicInteger underWay) {
    this.settings = settings;
    this.underWay = underWay;
  }

  @Override
  public Future<?> start() {
    context.exceptionHandler(defect -> LOG.error("a defect: {}", Defect.place(defect)));
    AlarmClock clock = new AlarmClock(vertx);
    Upstreams upstreams = new Upstreams(vertx, clock, settings.upstream());
    ClientConnections connections = new ClientConnections(clock, settings.limits().idle());
    Future<?> started = Future.succeededFuture();
    for (int i = 0; i < settings.listeners().size(); i++) {
      int index = i;
      started = started.compose(before -> listen(index, clock, upstreams, connections));
    }
    return started;
  }

  /** The ports its listeners have, in their order. */
  List<Integer> ports() {
    return servers.stream().map(HttpServer::actualPort).toList();
  }

  /** Stops accepting and waits for what is under way. */
  Future<?> shutdown(Duration grace) {
    List<Future<Void>> closing = new ArrayList<>();
    for (HttpServer server : servers) {
      closing.add(server.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS));
    }
    return Future.join(closing);
  }

  private Future<HttpServer> listen(
      int index, AlarmClock clock, Upstreams upstreams, ClientConnections connections) {
    ListenerSettings listener = settings.listeners().get(index);
    // The library's way to say: any free port, and the same one on every loop.
    int port = listener.port() == 0 ? -1 - index : listener.port();
    return vertx
        .createHttpServer(options(listener))
        .requestHandler(request -> take(listener, clock, upstreams, connections, request))
        .invalidRequestHandler(request -> unreadable(clock, connections, request))
        .exceptionHandler(failure -> LOG.debug("a connection failed: {}", Defect.place(failure)))
        .listen(port, listener.host())
        .onSuccess(servers::add)
        .recover(failure -> Future.failedFuture(new ListenException(listener, failure)));
  }

  private HttpServerOptions options(ListenerSettings listener) {
    int headBytes = settings.limits().headerBytes();
    HttpServerOptions options =
        new HttpServerOptions()
            .setTcpNoDelay(true)
            .setReuseAddress(true)
            .setMaxHeaderSize(headBytes)
            // No WebSockets here: their handlers would only stand in the way of every message.
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .setInitialSettings(
                new Http2Settings()
                    .setMaxHeaderListSize(headBytes)
                    .setMaxConcurrentStreams(STREAMS))
            .setHandle100ContinueAutomatically(false);
    ListenerSettings.Tls tls = listener.tls();
    if (tls != null) {
      options
          .setSsl(true)
          .setUseAlpn(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(tls.certificate().toString())
                  .setKeyPath(tls.key().toString()));
    }
    return options;
  }

  private void take(
      ListenerSettings listener,
      AlarmClock clock,
      Upstreams upstreams,
      ClientConnections connections,
      HttpServerRequest request) {
    boolean room =
        underWay.incrementAndGet() <= settings.serving().get().limits().concurrentRequests();
    Reply reply = reply(clock, connections, request);
    if (room) {
      new Door(clock, settings, listener, upstreams, request, reply).enter();
    } else {
      reply.answer(RefusalResponse.of(overloaded(), Door.destination(request).format()));
    }
  }

  /** Answers what can't be understood as HTTP. */
  private void unreadable(
      AlarmClock clock, ClientConnections connections, HttpServerRequest request) {
    underWay.incrementAndGet();
    String what =
        request.decoderResult().cause() instanceof TooLongFrameException
            ? "the request's head is longer than this gateway takes: "
                + settings.limits().headerBytes()
                + " bytes of headers"
            : "the request is no well-formed HTTP";
    reply(clock, connections, request)
        .answer(RefusalResponse.of(Refusal.of(ErrorCode.INVALID_REQUEST, what), Format.OPENAI));
  }

  private Reply reply(AlarmClock clock, ClientConnections connections, HttpServerRequest request) {
    connections.begin(request.connection());
    return new Reply(
        clock, request, underWay::decrementAndGet, () -> connections.end(request.connection()));
  }

  private static Refusal overloaded() {
    return new Refusal(
        ErrorCode.OVERLOADED,
        "this gateway has as many requests under way as it may (limits.concurrent_requests)",
        Duration.ofSeconds(1),
        List.of());
  }

  /** An address could not be listened on. Its message names it. */
  static final class ListenException extends Exception {

    private static final long serialVersionUID = 1L;

    ListenException(ListenerSettings listener, Throwable cause) {
      super(
          "the relay could not listen on %s:%d: %s"
              .formatted(listener.host(), listener.port(), cause.getMessage()),
          cause);
    }
  }
}
