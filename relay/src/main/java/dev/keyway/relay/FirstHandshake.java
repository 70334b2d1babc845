package dev.keyway.relay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Has a listener with a certificate shake hands once before anybody is told that it listens. A
 * process's first handshake loads a thousand classes and verifies a signed library: a second of one
 * event loop's time where all handshakes after it take milliseconds (8.5 s on a machine with ten
 * busy processes to two processors, 2026-11). Clients give up after five, and so long the loop
 * serves nobody.
 */
final class FirstHandshake {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private FirstHandshake() {}

  /**
   * Connects to a listener of this process, asks nothing and leaves. What goes wrong is of no
   * importance, nor whom it meets: nothing is said.
   */
  static Future<?> with(Vertx vertx, InetSocketAddress listener) {
    HttpClientAgent client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setConnectTimeout((int) LIMIT.toMillis())
                .setSslHandshakeTimeout(LIMIT.toSeconds()));
    return client
        .connect(
            new HttpConnectOptions().setHost(listener.getHostString()).setPort(listener.getPort()))
        .compose(HttpClientConnection::close)
        .otherwiseEmpty()
        .eventually(client::close);
  }
}
