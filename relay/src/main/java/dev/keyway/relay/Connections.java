package dev.keyway.relay;

import dev.keyway.access.Listener;
import dev.keyway.facts.Connection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** What the connection of a request says. */
final class Connections {

  private static final String HTTPS = "https";

  private Connections() {}

  /**
   * The connection as a client of this listener would describe it: at a listener for host gateways
   * the connection is the host's, and only what the host says of its client's is known.
   */
  static Connection of(HttpServerRequest request, Listener listener) {
    return switch (listener) {
      case Listener.Entry entry ->
          new Connection(
              request.isSSL() ? HTTPS : "http",
              version(request),
              port(request.remoteAddress()),
              address(request.localAddress()),
              port(request.localAddress()));
      case Listener.Gateway gateway ->
          new Connection(forwardedScheme(request), version(request), null, null, null);
    };
  }

  /** The host gateway sets the header, over what its client may have sent. */
  private static String forwardedScheme(HttpServerRequest request) {
    String forwarded = request.getHeader("x-forwarded-proto");
    return HTTPS.equalsIgnoreCase(forwarded) ? HTTPS : "http";
  }

  private static String version(HttpServerRequest request) {
    return switch (request.version()) {
      case HTTP_1_0 -> "HTTP/1.0";
      case HTTP_1_1 -> "HTTP/1.1";
      case HTTP_2 -> "HTTP/2.0";
      case HTTP_3 -> "HTTP/3.0";
    };
  }

  private static @Nullable String address(@Nullable SocketAddress address) {
    return address == null ? null : address.hostAddress();
  }

  /** A Unix socket has no port. */
  private static @Nullable Integer port(@Nullable SocketAddress address) {
    return address == null || address.port() < 0 ? null : address.port();
  }
}
