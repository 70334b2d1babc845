package dev.keyway.server.daemon;

import static dev.keyway.server.daemon.ReloadStage.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.ScriptedProvider;
import dev.keyway.server.config.ConfigReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider whose certificate comes from an authority of the operator's. */
class ProviderTlsReloadTest {

  private static final int OK = 200;
  private static final int UNREACHABLE = 502;

  @TempDir private Path folder;

  @Test
  void authority_isFollowedWhenItChanges() throws Exception {
    try (ScriptedProvider vllm = ScriptedProvider.startSecured("vllm", 0, secured());
        ReloadStage stage = new ReloadStage(folder)) {
      stage.put("ca.pem", resource("expired.pem"));
      stage.put(
          "chat.yaml",
          """
          providers:
            - id: our-vllm
              base_url: %s
              models: [{id: gpt-4o}]
              api_keys: [{value: sk-vllm}]
          """
              .formatted(vllm.baseUrl()));
      stage.start("policies: {chat: chat.yaml}\n", "our-vllm: {tls: {ca: ca.pem}}");
      assertThat(stage.daemon().chat("").statusCode()).isEqualTo(UNREACHABLE);

      stage.put("ca.pem", "none\n");
      stage.await(now -> !problems(now.path("configuration")).isEmpty());
      assertThat(problems(stage.ready().path("configuration")))
          .singleElement()
          .asString()
          .contains("providers.our-vllm.tls.ca: expected a PEM file of certificates");

      stage.put("ca.pem", resource("server.pem"));
      Await.until(() -> stage.daemon().chat("").statusCode() == OK);
      assertThat(problems(stage.ready().path("configuration"))).isEmpty();
    }
  }

  @Test
  void providerNobodyKnows_keepsTheDaemonFromStarting() throws Exception {
    Files.writeString(folder.resolve("ca.pem"), resource("server.pem"));
    Files.writeString(folder.resolve("chat.yaml"), "providers: [{id: openai}]\n");
    String yaml =
        "policies: {chat: chat.yaml}\nproviders: {vlm: {tls: {ca: ca.pem}}}\n" + ReloadStage.REST;

    try (TestDaemon started = TestDaemon.start(folder, yaml, Map.of())) {
      throw new AssertionError("it started: " + started.daemon().doors());
    } catch (StartException e) {
      assertThat(e)
          .hasMessageContaining("there is no provider vlm in the catalogue or in a policy");
    }
  }

  private static SSLContext secured() throws Exception {
    byte[] key =
        Base64.getMimeDecoder().decode(resource("server.key").replaceAll("-----[A-Z ]+-----", ""));
    Certificate certificate;
    try (InputStream pem = ConfigReader.class.getResourceAsStream("server.pem")) {
      certificate = CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "server",
        KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)),
        new char[0],
        new Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static String resource(String name) throws Exception {
    try (InputStream pem = ConfigReader.class.getResourceAsStream(name)) {
      return new String(pem.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
