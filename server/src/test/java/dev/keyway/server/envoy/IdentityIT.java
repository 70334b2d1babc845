package dev.keyway.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keyway.envoy.config.Trust;
import dev.keyway.scripted.Received;
import dev.keyway.server.config.ConfigReader;
import dev.keyway.server.gateway.InProcessKeyway;
import dev.keyway.testkit.Ask;
import dev.keyway.testkit.Consumer;
import dev.keyway.testkit.ContractStage;
import dev.keyway.testkit.GatewaySetup;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who calls, where it is no token that says so. */
class IdentityIT {

  private static final String CHAT =
      "{\"model\":\"shared\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
  private static final char[] NO_PASSWORD = {};

  @TempDir private Path folder;

  /** Its service answers what {@code dynamic_metadata_from_headers} takes over. */
  @Test
  void extAuthz_saysWhoCalls() throws Exception {
    HttpServer authorizing = authorizing();
    try (ContractStage stage =
        ContractStage.open(
            folder,
            setup ->
                attached(
                    setup,
                    new Trust(null, true, false),
                    yaml -> Generated.askedFirst(yaml, authorizing.getAddress().getPort()),
                    consumer -> Map.of("authorization", "Bearer " + consumer.name())))) {
      Ask ask = Ask.model("small").at("/teams/search");
      assertThat(stage.ask(ask).statusCode()).isEqualTo(200);
      assertThat(stage.ask(ask.by(null)).statusCode()).isEqualTo(401);

      assertThat(stage.received())
          .extracting(Received::key)
          .containsExactly(ContractStage.key("ritas"));
    } finally {
      authorizing.stop(0);
    }
  }

  /** One certificate is the server's, the client's, and the authority that both trust. */
  @Test
  void clientsCertificate_saysWhoCalls() throws Exception {
    copy("server.pem");
    copy("server.key");
    try (ContractStage stage =
            ContractStage.open(
                folder,
                setup ->
                    attached(
                        setup,
                        new Trust(null, false, true),
                        yaml -> Generated.secured(yaml, folder),
                        consumer -> Map.of()));
        HttpClient client = HttpClient.newBuilder().sslContext(identity()).build()) {
      URI url = URI.create("https://127.0.0.1:" + stage.gateway().url().getPort());
      HttpRequest request =
          HttpRequest.newBuilder(url.resolve("/v1/chat/completions"))
              .header("content-type", "application/json")
              .POST(BodyPublishers.ofString(CHAT))
              .build();

      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

      assertThat(stage.record(1).at("/client/identity").asText()).isEqualTo("localhost");
    }
  }

  private EnvoyGateway attached(
      GatewaySetup setup,
      Trust trust,
      Function<String, String> identified,
      Function<Consumer, Map<String, String>> credentials)
      throws Exception {
    InProcessKeyway keyway =
        InProcessKeyway.start(setup, RelayForm.LISTENER + RelayForm.service(setup));
    String yaml = Generated.relay(setup, keyway.ports().getFirst(), RelayForm.socket(setup), trust);
    return EnvoyGateway.start(
        keyway,
        () ->
            RunningEnvoy.start(
                EnvoyBinary.NEWEST, setup.folder(), identified.apply(yaml), Map.of()),
        credentials,
        Optional.of(keyway.url(0)));
  }

  /** Lets everybody through, and says who it is where it knows. */
  private static HttpServer authorizing() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", IdentityIT::authorize);
    server.start();
    return server;
  }

  private static void authorize(HttpExchange exchange) throws IOException {
    String sent = exchange.getRequestHeaders().getFirst("authorization");
    if (sent != null) {
      exchange.getResponseHeaders().set("consumer", sent.replace("Bearer ", ""));
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void copy(String name) throws IOException {
    try (InputStream in = ConfigReader.class.getResourceAsStream(name)) {
      Files.copy(in, folder.resolve(name));
    }
  }

  private SSLContext identity() throws IOException, GeneralSecurityException {
    Certificate certificate;
    try (InputStream pem = Files.newInputStream(folder.resolve("server.pem"))) {
      certificate = CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("authority", certificate);
    store.setKeyEntry("client", key(certificate), NO_PASSWORD, new Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, NO_PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private PrivateKey key(Certificate certificate) throws IOException, GeneralSecurityException {
    String pem = Files.readString(folder.resolve("server.key"), StandardCharsets.US_ASCII);
    byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }
}
