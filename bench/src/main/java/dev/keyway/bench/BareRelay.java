package dev.keyway.bench;

import io.netty.util.NetUtil;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What carrying a request costs with the library that Keyway's relay is built on, and nothing else:
 * reads the body into one array, puts another key and another model's name in, passes it on, and
 * the answer back as it comes. No policy, no limits, no records. Its settings are those of {@code
 * dev.keyway.relay}: one event loop a processor, each with its own connections to the upstream.
 *
 * <p>{@code BareRelay --listen PORT --upstream PORT --model NAME --key KEY}, all on 127.0.0.1.
 * Another {@code --key} is used for what was answered 429 with the one before. {@code --ca FILE}:
 * the upstream speaks TLS, with a certificate from there.
 */
public final class BareRelay {

  private static final int CONNECTIONS_PER_LOOP = 1024;
  private static final int HEAD_BYTES = 64 << 10;

  private BareRelay() {}

  /**
   * @param model the name that requests are sent on with
   * @param keys used in this order
   * @param authorities a PEM file for TLS, or none: clear text
   */
  record Settings(
      int port, int upstreamPort, byte[] model, List<String> keys, List<String> authorities) {

    static Settings of(Options options) {
      return new Settings(
          options.number("listen"),
          options.number("upstream"),
          ('"' + options.one("model") + '"').getBytes(StandardCharsets.UTF_8),
          options.all("key").stream().map(key -> "Bearer " + key).toList(),
          options.all("ca"));
    }
  }

  public static void main(String[] args) {
    Settings settings = Settings.of(new Options(args));
    int processors = Runtime.getRuntime().availableProcessors();
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions().setEventLoopPoolSize(processors).setPreferNativeTransport(true));
    vertx
        .deployVerticle(() -> new Loop(settings), new DeploymentOptions().setInstances(processors))
        .onFailure(BareRelay::giveUp);
  }

  private static void giveUp(Throwable failure) {
    System.err.println("the bare relay could not start: " + failure);
    System.exit(3);
  }

  /** One event loop: a server, and a client of its own. */
  private static final class Loop extends VerticleBase {

    private final Settings settings;

    Loop(Settings settings) {
      this.settings = settings;
    }

    @Override
    public Future<?> start() {
      HttpClientAgent client =
          vertx.createHttpClient(
              clientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_LOOP));
      return vertx
          .createHttpServer(serverOptions())
          .requestHandler(request -> new BareExchange(client, settings, request).begin())
          .listen(settings.port(), NetUtil.LOCALHOST4.getHostAddress());
    }

    private HttpClientOptions clientOptions() {
      HttpClientOptions options =
          new HttpClientOptions().setTcpNoDelay(true).setMaxHeaderSize(HEAD_BYTES);
      if (!settings.authorities().isEmpty()) {
        PemTrustOptions trust = new PemTrustOptions();
        settings.authorities().forEach(trust::addCertPath);
        options.setSsl(true).setTrustOptions(trust);
        if (OpenSSLEngineOptions.isAvailable()) {
          options.setSslEngineOptions(new OpenSSLEngineOptions());
        }
      }
      return options;
    }

    private static HttpServerOptions serverOptions() {
      return new HttpServerOptions()
          .setTcpNoDelay(true)
          .setReuseAddress(true)
          .setPerMessageWebSocketCompressionSupported(false)
          .setPerFrameWebSocketCompressionSupported(false);
    }
  }
}
