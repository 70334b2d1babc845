package dev.keyway.relay;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The library's clients of one event loop, each with its pool: one for clear text, which speaks
 * HTTP/1.1, one for TLS as everybody's, and one for each way of TLS that is some provider's own.
 * HTTP/2 or HTTP/1.1 by ALPN where there is TLS.
 */
final class UpstreamClients {

  /** Providers and what stands before them send long cookies and content policies. */
  static final int HEAD_BYTES = 64 << 10;

  /** A connection that takes no more requests may finish what it has begun. */
  static final Duration LAST_ANSWER = Duration.ofHours(24);

  /**
   * Streams of one HTTP/2 connection, and what each may have on the way unread. The connection has
   * twice the room of all of them: else clients that read slowly would stop the others (RATIONALE).
   */
  private static final int STREAMS = 100;

  private static final int STREAM_WINDOW = 256 << 10;

  static final int CONNECTION_WINDOW = 2 * STREAMS * STREAM_WINDOW;

  private final Vertx vertx;
  private final UpstreamSettings settings;
  private final Handler<HttpConnection> connected;
  private final HttpClientAgent clear;
  private @Nullable HttpClientAgent secure;
  private final Map<ProviderTls, HttpClientAgent> byTls = new HashMap<>();

  /**
   * @param connected gets each connection that has been opened
   */
  UpstreamClients(Vertx vertx, UpstreamSettings settings, Handler<HttpConnection> connected) {
    this.vertx = vertx;
    this.settings = settings;
    this.connected = connected;
    this.clear = client(options().setProtocolVersion(HttpVersion.HTTP_1_1));
  }

  HttpClientAgent clear() {
    return clear;
  }

  /**
   * @param tls how TLS is spoken, or null: as with everybody
   */
  HttpClientAgent secure(@Nullable ProviderTls tls) {
    return tls == null ? everybodys() : byTls.computeIfAbsent(tls, this::ownClient);
  }

  /** Made when it is first needed: it loads what speaks TLS. */
  private HttpClientAgent everybodys() {
    HttpClientAgent present = secure;
    if (present == null) {
      present = client(secureOptions());
      secure = present;
    }
    return present;
  }

  /** Ends those of which nobody speaks any more, when their answers have gone out. */
  void keepOnly(Collection<ProviderTls> used) {
    Iterator<Map.Entry<ProviderTls, HttpClientAgent>> clients = byTls.entrySet().iterator();
    while (clients.hasNext()) {
      Map.Entry<ProviderTls, HttpClientAgent> client = clients.next();
      if (!used.contains(client.getKey())) {
        clients.remove();
        client.getValue().shutdown(LAST_ANSWER);
      }
    }
  }

  private HttpClientAgent ownClient(ProviderTls tls) {
    HttpClientOptions options = secureOptions();
    if (tls.trust() != null) {
      options.setTrustOptions(TrustOptions.wrap(tls.trust()));
    }
    if (tls.key() != null) {
      options.setKeyCertOptions(KeyCertOptions.wrap(tls.key()));
    }
    return client(options);
  }

  private HttpClientAgent client(HttpClientOptions options) {
    PoolOptions pool =
        new PoolOptions()
            .setHttp1MaxSize(settings.connectionsPerProvider())
            .setHttp2MaxSize(settings.connectionsPerProvider())
            .setMaxWaitQueueSize(-1);
    return vertx.httpClientBuilder().with(options).with(pool).withConnectHandler(connected).build();
  }

  private HttpClientOptions secureOptions() {
    return options()
        .setSsl(true)
        .setUseAlpn(true)
        .setProtocolVersion(HttpVersion.HTTP_2)
        .setSslEngineOptions(TlsEngine.best());
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
}
