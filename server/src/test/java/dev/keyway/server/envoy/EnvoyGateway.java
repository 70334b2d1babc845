package dev.keyway.server.envoy;

import dev.keyway.server.gateway.AttachedGateway;
import dev.keyway.server.gateway.InProcessKeyway;
import dev.keyway.testkit.Consumer;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Envoy with Keyway behind it.
 *
 * @param envoy the gateway
 * @param keyway what it is attached to
 * @param credentials what each consumer sends
 * @param relay the relay's listener for Envoy, if it has one
 */
record EnvoyGateway(
    RunningEnvoy envoy,
    InProcessKeyway keyway,
    Function<Consumer, Map<String, String>> credentials,
    Optional<URI> relay)
    implements AttachedGateway {

  /** Starts Envoy; when it can't, Keyway ends too. */
  static EnvoyGateway start(
      InProcessKeyway keyway,
      Supplier<RunningEnvoy> envoy,
      Function<Consumer, Map<String, String>> credentials,
      Optional<URI> relay) {
    try {
      return new EnvoyGateway(envoy.get(), keyway, credentials, relay);
    } catch (RuntimeException | Error e) {
      keyway.close();
      throw e;
    }
  }

  @Override
  public URI url() {
    return envoy.url();
  }

  @Override
  public Map<String, String> credential(Consumer consumer) {
    return credentials.apply(consumer);
  }

  /**
   * Envoy acts on these when it takes the client for an internal one ("HTTP header manipulation").
   */
  @Override
  public Map<String, String> internalHeaders() {
    Map<String, String> headers = new HashMap<>();
    headers.put("x-envoy-retry-on", "5xx,retriable-4xx");
    headers.put("x-envoy-max-retries", "9");
    headers.put("x-envoy-retriable-status-codes", "200,400");
    headers.put("x-envoy-retriable-header-names", "content-type");
    headers.put("x-envoy-upstream-rq-timeout-ms", "1");
    headers.put("x-envoy-upstream-rq-per-try-timeout-ms", "1");
    headers.put("x-envoy-hedge-on-per-try-timeout", "true");
    headers.put("x-envoy-attempt-count", "7");
    headers.put("x-envoy-is-timeout-retry", "true");
    headers.put("x-envoy-original-dst-host", "127.0.0.1:1");
    headers.put("x-envoy-upstream-alt-stat-name", "spoofed");
    headers.put("x-envoy-decorator-operation", "spoofed");
    headers.put("x-envoy-original-path", "/spoofed");
    return headers;
  }

  @Override
  public void close() {
    try {
      envoy.close();
    } finally {
      keyway.close();
    }
  }
}
