package dev.keyway.relay;

import dev.keyway.http.ByteSlice;
import dev.keyway.provider.PreparedAttempt;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.buffer.BufferInternal;
import java.net.URI;
import java.util.List;

/**
 * The clients of one event loop: HTTP/2 or HTTP/1.1 by ALPN where there is TLS, HTTP/1.1 in clear
 * text.
 */
final class Upstreams {

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
        vertx.createHttpClient(
            options().setSsl(true).setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2), pool);
    this.clear = vertx.createHttpClient(options().setProtocolVersion(HttpVersion.HTTP_1_1), pool);
  }

  UpstreamSettings settings() {
    return settings;
  }

  /** A request with its head set and nothing sent yet. */
  Future<HttpClientRequest> open(PreparedAttempt attempt) {
    URI target = attempt.target();
    boolean ssl = target.getScheme().equalsIgnoreCase("https");
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(attempt.method()))
            .setHost(host(target))
            .setPort(target.getPort() >= 0 ? target.getPort() : ssl ? 443 : 80)
            .setSsl(ssl)
            .setURI(pathAndQuery(target))
            .setConnectTimeout(settings.connectTimeout().toMillis());
    return (ssl ? secure : clear)
        .request(options)
        .map(request -> {
          attempt.headers().forEach((name, value) -> request.headers().add(name, value));
          return request;
        });
  }

  /** The parts of a body as one buffer, none of them copied. */
  static Buffer body(List<ByteSlice> parts) {
    ByteBuf[] wrapped =
        parts.stream()
            .map(part -> Unpooled.wrappedBuffer(part.bytes(), part.offset(), part.length()))
            .toArray(ByteBuf[]::new);
    return BufferInternal.buffer(Unpooled.wrappedBuffer(wrapped.length, wrapped));
  }

  private HttpClientOptions options() {
    return new HttpClientOptions()
        .setTcpNoDelay(true)
        .setConnectTimeout((int) settings.connectTimeout().toMillis())
        .setKeepAliveTimeout((int) settings.keepAlive().toSeconds())
        .setHttp2KeepAliveTimeout((int) settings.keepAlive().toSeconds())
        .setVerifyHost(true);
  }

  private static String host(URI target) {
    String host = target.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static String pathAndQuery(URI target) {
    String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
    return target.getRawQuery() == null ? path : path + "?" + target.getRawQuery();
  }
}
