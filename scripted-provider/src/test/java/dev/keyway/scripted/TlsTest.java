package dev.keyway.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider behind TLS, with a certificate the JDK's own tool makes. */
class TlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @Test
  void secured_answersOverTls(@TempDir Path folder) throws Exception {
    KeyStore store = certificate(folder.resolve("store.p12"));
    try (ScriptedProvider provider = ScriptedProvider.startSecured("secured", 0, context(store))) {
      HttpClient client = HttpClient.newBuilder().sslContext(context(store)).build();
      HttpRequest request =
          HttpRequest.newBuilder(provider.url().resolve(Client.CHAT))
              .POST(BodyPublishers.ofString(Client.HELLO))
              .build();

      assertThat(client.send(request, BodyHandlers.ofString()).body()).contains("This is secured");
      assertThat(provider.baseUrl().getScheme()).isEqualTo("https");
    }
  }

  private static SSLContext context(KeyStore store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore certificate(Path file) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String made =
        "-genkeypair -alias one -keyalg EC -dname CN=127.0.0.1 -ext san=ip:127.0.0.1 -validity 2"
            + " -storepass changeit -keystore ";
    ProcessBuilder builder = new ProcessBuilder((keytool + " " + made + file).split(" "));
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    assertThat(builder.start().waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    // What it trusts has to stand apart from what it has the key of.
    store.setCertificateEntry("trusted", store.getCertificate("one"));
    return store;
  }
}
