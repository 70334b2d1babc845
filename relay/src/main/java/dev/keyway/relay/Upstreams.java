package dev.keyway.relay;

import dev.keyway.provider.PreparedAttempt;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/**
 * The clients of one event loop: HTTP/2 or HTTP/1.1 by ALPN where there is TLS, HTTP/1.1 in clear
 * text.
 */
final class Upstreams {

  /** Providers and what stands before them send long cookies and content policies. */
  private static final int HEAD_BYTES = 64 << 10;

  /**
   * Streams of one HTTP/2 connection, and what each may have on the way unread. The connection has
   * twice the room of all of them: else clients that read slowly would stop the others (RATIONALE).
   */
  private static final int STREAMS = 100;

  private static final int STREAM_WINDOW = 256 << 10;

  private static final int CONNECTION_WINDOW = 2 * STREAMS * STREAM_WINDOW;

  private final HttpClient secure;
  private final HttpClient clear;
  private final UpstreamSettings settings;

  Upstreams(Vertx vertx, UpstreamSettings settings) {
    this.settings = settings;
    PoolOptions pool =
        new PoolOptions()
            .setHttp1MaxSize(settings.connectionsPerProvider())
            .setHttp2MaxSize(settings.connectionsPerProvider())
            .setMaxWaitQueueSize(-1);
    this.secure =
        client(
            vertx,
            options().setSsl(true).setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2),
            pool);
    this.clear = client(vertx, options().setProtocolVersion(HttpVersion.HTTP_1_1), pool);
  }

  private static HttpClient client(Vertx vertx, HttpClientOptions options, PoolOptions pool) {
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(pool)
        // A provider that resets a connection is told of by the attempt, not by the library's log.
        .withConnectHandler(connection -> connection.exceptionHandler(failure -> {}))
        .build();
  }

  UpstreamSettings settings() {
    return settings;
  }

  /** A connection's place for a request of which nothing has been said yet. */
  Future<HttpClientRequest> open(PreparedAttempt attempt) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(attempt.method()))
            .setHost(attempt.host())
            .setPort(attempt.port())
            .setSsl(attempt.tls())
            .setURI(pathAndQuery(attempt.target()))
            .setConnectTimeout(settings.connectTimeout().toMillis());
    return (attempt.tls() ? secure : clear).request(options);
  }

  /**
   * Gives a request its headers; its body can be sent then.
   *
   * @throws IllegalArgumentException when a header can't be sent; its text quotes nothing
   */
  static BodySending fill(HttpClientRequest request, PreparedAttempt attempt, Runnable sent) {
    if (!FieldSyntax.legal(attempt.headers())) {
      throw new IllegalArgumentException("a header holds a character that no header may hold");
    }
    attempt.headers().forEach((name, value) -> request.headers().add(name, value));
    return new BodySending(request, attempt.body(), sent);
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
