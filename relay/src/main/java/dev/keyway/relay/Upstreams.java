package dev.keyway.relay;

import dev.keyway.provider.PreparedAttempt;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The clients of one event loop: HTTP/2 or HTTP/1.1 by ALPN where there is TLS, HTTP/1.1 in clear
 * text.
 */
final class Upstreams {

  /** Providers and what stands before them send long cookies and content policies. */
  static final int HEAD_BYTES = 64 << 10;

  /**
   * Streams of one HTTP/2 connection, and what each may have on the way unread. The connection has
   * twice the room of all of them: else clients that read slowly would stop the others (RATIONALE).
   */
  private static final int STREAMS = 100;

  private static final int STREAM_WINDOW = 256 << 10;

  private static final int CONNECTION_WINDOW = 2 * STREAMS * STREAM_WINDOW;

  /** How long an address may take to connect when another one of the same host could be tried. */
  private static final Duration NEXT_ADDRESS_AFTER = Duration.ofSeconds(3);

  /** A connection that takes no more requests may finish what it has begun. */
  private static final long LAST_ANSWER_HOURS = 24;

  private final Vertx vertx;
  private final HttpClientAgent secure;
  private final HttpClientAgent clear;
  private final UpstreamSettings settings;
  private final HostNames names;

  /** Gets a request a place on a connection. */
  private interface Opener {
    Future<HttpClientRequest> open(RequestOptions options);
  }

  Upstreams(Vertx vertx, UpstreamSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
    this.names = new HostNames(vertx, System::nanoTime);
    PoolOptions pool =
        new PoolOptions()
            .setHttp1MaxSize(settings.connectionsPerProvider())
            .setHttp2MaxSize(settings.connectionsPerProvider())
            .setMaxWaitQueueSize(-1);
    this.secure =
        client(
            options().setSsl(true).setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2), pool);
    this.clear = client(options().setProtocolVersion(HttpVersion.HTTP_1_1), pool);
  }

  private HttpClientAgent client(HttpClientOptions options, PoolOptions pool) {
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(pool)
        .withConnectHandler(this::connected)
        .build();
  }

  UpstreamSettings settings() {
    return settings;
  }

  /** A connection's place for a request of which nothing has been said yet. */
  Future<HttpClientRequest> open(PreparedAttempt attempt) {
    return open(attempt, client(attempt)::request);
  }

  /** The same on a connection that is opened for it and serves nothing else. */
  Future<HttpClientRequest> openFresh(PreparedAttempt attempt) {
    HttpClientAgent client = client(attempt);
    return open(attempt, options -> client.connect(options).compose(one -> alone(one, options)));
  }

  /**
   * Gives a request its headers; its body can be sent then.
   *
   * @param rest what follows the attempt's body, or null
   * @throws IllegalArgumentException when a header can't be sent; its text quotes nothing
   */
  static BodySending fill(
      HttpClientRequest request,
      PreparedAttempt attempt,
      @Nullable RestSending rest,
      Runnable sent) {
    if (!FieldSyntax.legal(attempt.headers())) {
      throw new IllegalArgumentException("a header holds a character that no header may hold");
    }
    attempt.headers().forEach((name, value) -> request.headers().add(name, value));
    return new BodySending(request, attempt.body(), rest, sent);
  }

  private HttpClientAgent client(PreparedAttempt attempt) {
    return attempt.tls() ? secure : clear;
  }

  private Future<HttpClientRequest> open(PreparedAttempt attempt, Opener opener) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(attempt.method()))
            .setHost(attempt.host())
            .setPort(attempt.port())
            .setSsl(attempt.tls())
            .setURI(pathAndQuery(attempt.target()));
    return names
        .addresses(attempt.host(), attempt.port())
        .compose(addresses -> open(options, addresses, opener));
  }

  /** Tries one address after the other until one can be reached. */
  private Future<HttpClientRequest> open(
      RequestOptions options, List<InetSocketAddress> addresses, Opener opener) {
    InetSocketAddress address = addresses.getFirst();
    options
        .setServer(SocketAddress.inetSocketAddress(address))
        .setConnectTimeout(connectTimeout(addresses.size()).toMillis());
    Future<HttpClientRequest> opening = opener.open(options);
    return addresses.size() == 1
        ? opening
        : opening.recover(failure -> {
          if (!Breakage.addressFailed(failure)) {
            return Future.failedFuture(failure);
          }
          names.failed(address);
          return open(options, addresses.subList(1, addresses.size()), opener);
        });
  }

  private Duration connectTimeout(int addresses) {
    Duration longest = settings.connectTimeout();
    return addresses > 1 && NEXT_ADDRESS_AFTER.compareTo(longest) < 0
        ? NEXT_ADDRESS_AFTER
        : longest;
  }

  /** The one request of a connection, which is closed when its answer has ended. */
  private Future<HttpClientRequest> alone(HttpClientConnection connection, RequestOptions options) {
    connected(connection);
    if (connection.protocolVersion() == HttpVersion.HTTP_2) {
      connection.setWindowSize(CONNECTION_WINDOW);
    }
    return connection
        .request(options)
        .onFailure(failure -> connection.close())
        .onSuccess(request ->
            request
                .response()
                .compose(answer -> answer.end())
                .onComplete(ended -> connection.close()));
  }

  /**
   * A connection that has been opened. It is not kept for ever, however busy it is: what stands
   * behind its address may have changed.
   */
  private void connected(HttpConnection connection) {
    AnswerWatch.set(connection);
    // A provider that resets a connection is told of by the attempt, not by the library's log.
    connection.exceptionHandler(failure -> {});
    Alarm old = new Alarm(vertx);
    old.set(
        Lifetimes.spread(settings.connectionLifetime()),
        () -> connection.shutdown(LAST_ANSWER_HOURS, TimeUnit.HOURS));
    connection.closeHandler(closed -> old.cancel());
  }

  private HttpClientOptions options() {
    return new HttpClientOptions()
        .setTcpNoDelay(true)
        .setConnectTimeout((int) settings.connectTimeout().toMillis())
        .setKeepAliveTimeout((int) settings.keepAlive().toSeconds())
        .setHttp2KeepAliveTimeout((int) settings.keepAlive().toSeconds())
        .setMaxHeaderSize(HEAD_BYTES)
        .setHttp2MultiplexingLimit(STREAMS)
        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
        .setInitialSettings(
            new Http2Settings()
                .setPushEnabled(false)
                .setInitialWindowSize(STREAM_WINDOW)
                .setMaxHeaderListSize(HEAD_BYTES))
        .setVerifyHost(true);
  }

  private static String pathAndQuery(URI target) {
    String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
    return target.getRawQuery() == null ? path : path + "?" + target.getRawQuery();
  }
}
