package dev.keyway.server.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.ScriptedProvider;
import dev.keyway.server.config.ConfigReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  @Test
  void listenerWithCertificate_speaksTls(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("chat.yaml"), "providers: [{id: openai, api_keys: [{value: sk-1}]}]\n");
    copy("server.pem", folder);
    copy("server.key", folder);
    try (ScriptedProvider openAi = ScriptedProvider.start("openai");
        TestDaemon keyway = TestDaemon.start(folder, yaml(openAi), Map.of());
        HttpClient client = HttpClient.newBuilder().sslContext(trusting("server.pem")).build()) {
      assertThat(keyway.daemon().doors().getFirst().url()).startsWith("https://127.0.0.1:");

      HttpResponse<String> answer =
          client.send(
              keyway.request(0).POST(BodyPublishers.ofString(TestDaemon.CHAT)).build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  private static String yaml(ScriptedProvider openAi) {
    return """
    policies: {chat: chat.yaml}
    listeners:
      - kind: entry
        address: 127.0.0.1:0
        require: none
        tls: {certificate: server.pem, key: server.key}
    admin: {address: none}
    providers: {openai: {base_url: "%s"}}
    """
        .formatted(openAi.baseUrl());
  }

  private static SSLContext trusting(String certificate)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = resource(certificate)) {
      trusted.setCertificateEntry(
          "keyway", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static void copy(String name, Path folder) throws IOException {
    try (InputStream in = resource(name)) {
      Files.copy(in, folder.resolve(name));
    }
  }

  /** A certificate for 127.0.0.1 and its key, for tests alone. */
  private static InputStream resource(String name) {
    return ConfigReader.class.getResourceAsStream(name);
  }
}
