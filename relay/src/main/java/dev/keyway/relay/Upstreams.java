package dev.keyway.relay;

import dev.keyway.provider.PreparedAttempt;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ways out of one event loop: finds where a provider is, connects there or to the egress proxy,
 * and keeps connections.
 */
final class Upstreams {

  /** How long an address may take to connect when another one of the same host could be tried. */
  private static final Duration NEXT_ADDRESS_AFTER = Duration.ofSeconds(3);

  private static final String PROXY_AUTHORIZATION = "proxy-authorization";

  private final AlarmClock clock;
  private final UpstreamSettings settings;
  private final UpstreamClients clients;
  private final HostNames names;
  private Map<String, ProviderTls> tls = Map.of();

  /** Gets a request a place on a connection. */
  private interface Opener {
    Future<HttpClientRequest> open(RequestOptions options);
  }

  Upstreams(Vertx vertx, AlarmClock clock, UpstreamSettings settings) {
    this.clock = clock;
    this.settings = settings;
    this.clients = new UpstreamClients(vertx, settings, this::connected);
    this.names = new HostNames(vertx, System::nanoTime);
  }

  UpstreamSettings settings() {
    return settings;
  }

  /**
   * The ways out for one request.
   *
   * @param now how some providers are spoken to over TLS, by their ids
   */
  Dialer dialer(Map<String, ProviderTls> now) {
    if (!now.equals(tls)) {
      tls = now;
      clients.keepOnly(now.values());
    }
    return new Dialer(this, now);
  }

  Future<HttpClientRequest> open(PreparedAttempt attempt, @Nullable ProviderTls with) {
    return open(attempt, client(attempt, with)::request);
  }

  Future<HttpClientRequest> openFresh(PreparedAttempt attempt, @Nullable ProviderTls with) {
    HttpClientAgent client = client(attempt, with);
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

  private HttpClientAgent client(PreparedAttempt attempt, @Nullable ProviderTls with) {
    return attempt.tls() ? clients.secure(with) : clients.clear();
  }

  private Future<HttpClientRequest> open(PreparedAttempt attempt, Opener opener) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(attempt.method()))
            .setHost(attempt.host())
            .setPort(attempt.port())
            .setSsl(attempt.tls())
            .setURI(pathAndQuery(attempt.target()));
    EgressProxy proxy = settings.proxy();
    return proxy == null || !proxy.leadsTo(attempt.host(), attempt.port())
        ? open(options, attempt.host(), attempt.port(), opener)
        : openThrough(proxy, attempt, options, opener);
  }

  /** A tunnel where there is TLS; else the proxy is asked for the whole URL, as it expects. */
  private Future<HttpClientRequest> openThrough(
      EgressProxy proxy, PreparedAttempt attempt, RequestOptions options, Opener opener) {
    Future<HttpClientRequest> opening;
    if (attempt.tls()) {
      opening =
          opener.open(
              options
                  .setProxyOptions(tunnel(proxy))
                  .setConnectTimeout(settings.connectTimeout().toMillis()));
    } else {
      options.setURI("http://" + attempt.target().getRawAuthority() + options.getURI());
      if (proxy.authorization() != null) {
        options.putHeader(PROXY_AUTHORIZATION, proxy.authorization().reveal());
      }
      opening = open(options, proxy.host(), proxy.port(), opener);
    }
    return opening.recover(failure -> Future.failedFuture(Breakage.onTheWayThrough(failure)));
  }

  private ProxyOptions tunnel(EgressProxy proxy) {
    ProxyOptions options =
        new ProxyOptions()
            .setType(ProxyType.HTTP)
            .setHost(proxy.host())
            .setPort(proxy.port())
            .setConnectTimeout(settings.connectTimeout());
    if (proxy.authorization() != null) {
      options.setProxyAuthorization(proxy.authorization().reveal());
    }
    return options;
  }

  private Future<HttpClientRequest> open(
      RequestOptions options, String host, int port, Opener opener) {
    // What is thrown by the library becomes a failed future here, and the attempt's failure.
    return names.addresses(host, port).compose(addresses -> open(options, addresses, opener));
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
      connection.setWindowSize(UpstreamClients.CONNECTION_WINDOW);
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
    Alarm old = new Alarm(clock);
    old.set(
        Lifetimes.spread(settings.connectionLifetime()),
        () -> connection.shutdown(UpstreamClients.LAST_ANSWER));
    connection.closeHandler(closed -> old.cancel());
  }

  private static String pathAndQuery(URI target) {
    String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
    return target.getRawQuery() == null ? path : path + "?" + target.getRawQuery();
  }
}
