package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.OpenSsl;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import org.junit.jupiter.api.Test;

/** Run twice: with the library, and as where it is not to be had. */
class TlsEngineTest {

  /** Netty's own switch, by which the second run does without. */
  private static final boolean UNWANTED = Boolean.getBoolean("io.netty.handler.ssl.noOpenSsl");

  @Test
  void theLibrary_speaks_whereItCanBeLoaded() {
    assertThat(TlsEngine.best())
        .isInstanceOf(
            OpenSsl.isAvailable() ? OpenSSLEngineOptions.class : JdkSSLEngineOptions.class);
  }

  @Test
  void theLibrary_isThere_unlessUnwanted() {
    boolean published =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").matches("amd64|aarch64");
    assertThat(OpenSsl.isAvailable()).isEqualTo(published && !UNWANTED);
  }
}
