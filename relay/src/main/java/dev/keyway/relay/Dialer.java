package dev.keyway.relay;

import dev.keyway.provider.PreparedAttempt;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    return upstreams.open(attempt, tlsOf(attempt));
  }

  /** Whether the egress proxy itself is asked, so that it may answer in a provider's place. */
  boolean asksProxy(PreparedAttempt attempt) {
    EgressProxy proxy = settings().proxy();
    return proxy != null && !attempt.tls() && proxy.leadsTo(attempt.host(), attempt.port());
  }

  /** The same on a connection that is opened for it and serves nothing else. */
  Future<HttpClientRequest> openFresh(PreparedAttempt attempt) {
    return upstreams.openFresh(attempt, tlsOf(attempt));
  }

  private @Nullable ProviderTls tlsOf(PreparedAttempt attempt) {
    ProviderTls own = tls.get(attempt.provider());
    return own == null || !own.isFor(attempt.host(), attempt.port()) ? null : own;
  }
}
