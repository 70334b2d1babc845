package dev.keyway.relay;

import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;

/**
 * Who speaks TLS with providers: BoringSSL where its library can be loaded, else the JDK (other
 * systems, musl, and who says {@code -Dio.netty.handler.ssl.noOpenSsl=true}). Whom to trust is the
 * JDK's to say in any case.
 */
final class TlsEngine {

  private TlsEngine() {}

  /** The quickest there is. The first call loads the library. */
  static SSLEngineOptions best() {
    return OpenSSLEngineOptions.isAlpnAvailable()
        ? new OpenSSLEngineOptions()
        : new JdkSSLEngineOptions();
  }
}
