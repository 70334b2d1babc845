package dev.keyway.relay;

import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Dialect;
import dev.keyway.request.Format;
import dev.keyway.request.RefusalResponse;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One event loop of the relay: a server for each listener and the clients its requests go out by.
 */
final class RelayLoop extends VerticleBase {

  private final RelaySettings settings;
  private final List<Integer> ports;
  private final AtomicInteger underWay;
  private final List<HttpServer> servers = new ArrayList<>();

  /** Connections that have not sent a request yet. */
  private final Map<HttpConnection, Alarm> silent = new HashMap<>();

  /**
   * @param ports the port of each listener; 0 is replaced by the one that was bound
   * @param underWay requests under way on all loops together
   */
  RelayLoop(RelaySettings settings, List<Integer> ports, AtomicInteger underWay) {
    this.settings = settings;
    this.ports = ports;
    this.underWay = underWay;
  }

  @Override
  public Future<?> start() {
    Upstreams upstreams = new Upstreams(vertx, settings.upstream());
    Future<?> started = Future.succeededFuture();
    for (int i = 0; i < settings.listeners().size(); i++) {
      int index = i;
      started = started.compose(before -> listen(index, upstreams));
    }
    return started;
  }

  /** Stops accepting and waits for what is under way. */
  Future<?> shutdown(Duration grace) {
    List<Future<Void>> closing = new ArrayList<>();
    for (HttpServer server : servers) {
      closing.add(server.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS));
    }
    return Future.join(closing);
  }

  private Future<HttpServer> listen(int index, Upstreams upstreams) {
    ListenerSettings listener = settings.listeners().get(index);
    HttpServer server =
        vertx
            .createHttpServer(options(listener))
            .connectionHandler(this::expectHead)
            .requestHandler(request -> take(listener, upstreams, request));
    return server
        .listen(ports.get(index), listener.host())
        .onSuccess(bound -> {
          servers.add(bound);
          ports.set(index, bound.actualPort());
        });
  }

  private HttpServerOptions options(ListenerSettings listener) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setTcpNoDelay(true)
            .setReuseAddress(true)
            .setMaxHeaderSize(settings.limits().headerBytes())
            .setIdleTimeout((int) settings.limits().idle().toSeconds())
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

  /** A connection that never says anything is closed. */
  private void expectHead(HttpConnection connection) {
    Alarm alarm = new Alarm(vertx);
    alarm.set(settings.limits().headerTimeout(), connection::close);
    connection.closeHandler(closed -> hasSpoken(connection));
    silent.put(connection, alarm);
  }

  private void hasSpoken(HttpConnection connection) {
    Alarm alarm = silent.remove(connection);
    if (alarm != null) {
      alarm.cancel();
    }
  }

  private void take(ListenerSettings listener, Upstreams upstreams, HttpServerRequest request) {
    hasSpoken(request.connection());
    if (underWay.get() >= settings.limits().concurrentRequests()) {
      Downstream.answer(request.response(), overloaded());
      return;
    }
    underWay.incrementAndGet();
    Door door = new Door(vertx, settings, listener, upstreams, request);
    Departure departure = new Departure(underWay::decrementAndGet, door::clientLeft);
    request.response().endHandler(ended -> departure.answered());
    request.response().closeHandler(closed -> departure.left());
    request.response().exceptionHandler(failure -> departure.left());
    request.exceptionHandler(failure -> departure.left());
    Mishap.guard(door.id(), request.response(), door::enter);
  }

  private RefusalResponse overloaded() {
    return RefusalResponse.of(
        new Refusal(
            ErrorCode.OVERLOADED,
            "this gateway has as many requests under way as it may (limits.concurrent_requests)",
            Duration.ofSeconds(1),
            List.of()),
        Dialect.of(Format.OPENAI));
  }
}
