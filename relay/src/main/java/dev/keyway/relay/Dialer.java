package dev.keyway.relay;

import dev.keyway.provider.PreparedAttempt;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import java.util.Map;

/**
 * Opens the ways to providers for one request, as the configuration was when it came. Runs on one
 * event loop.
 *
 * @param tls how some providers are spoken to over TLS, by their ids
 */
record Dialer(Upstreams upstreams, Map<String, ProviderTls> tls) {

  UpstreamSettings settings() {
    return upstreams.settings();
  }

  /** A connection's place for a request of which nothing has been said yet. */
  Future<HttpClientRequest> open(PreparedAttempt attempt) {
    return upstreams.open(attempt, tls.get(attempt.provider()));
  }

  /** The same on a connection that is opened for it and serves nothing else. */
  Future<HttpClientRequest> openFresh(PreparedAttempt attempt) {
    return upstreams.openFresh(attempt, tls.get(attempt.provider()));
  }
}
