package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Received;
import dev.keyway.testing.TestCertificate;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads that stream, by HTTP/2 from the client and to the provider. */
class Http2UploadTest {

  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final String TRUST_PASSWORD = TRUST + "Password";
  private static final int LENGTH = 3 << 20;
  private static final byte[] FORM = Form.transcription("test-model", LENGTH);
  private static final ClientLimits LIMITS =
      Limits.upload(64 << 10, LENGTH + 1000, RelayStage.SOON);

  @TempDir static Path folder;
  private static TestCertificate certificate;

  @BeforeAll
  static void trustTheTestsCertificate() throws Exception {
    RelayStage.warmUp();
    certificate = new TestCertificate(folder);
    System.setProperty(TRUST, certificate.keyStore().toString());
    System.setProperty(TRUST_PASSWORD, "changeit");
  }

  @AfterAll
  static void trustTheSystemsAgain() {
    System.clearProperty(TRUST);
    System.clearProperty(TRUST_PASSWORD);
  }

  @Test
  void upload_arrives_whole_from_a_client_of_http2() throws Exception {
    try (RelayStage stage = secured();
        HttpClient http = HttpClient.newBuilder().sslContext(certificate.trusting()).build()) {
      stage.first.always(Answer.json(200, "{\"text\":\"Hello\"}"));

      HttpResponse<String> answer =
          http.send(Form.post(stage, FORM).build(), BodyHandlers.ofString());
      HttpResponse<String> next =
          http.send(Client.chat(stage, Client.HELLO).build(), BodyHandlers.ofString());

      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.body()).isEqualTo("{\"text\":\"Hello\"}");
      assertThat(next.statusCode()).isEqualTo(200);
      Received received = stage.first.received().getFirst();
      assertThat(received.body()).isEqualTo(FORM);
    }
  }

  @Test
  void upload_that_becomes_too_large_ends_its_stream_alone() throws Exception {
    byte[] form = Form.transcription("test-model", LENGTH + 2000);
    try (RelayStage stage = secured();
        HttpClient http = HttpClient.newBuilder().sslContext(certificate.trusting()).build()) {
      HttpResponse<String> answer =
          http.send(
              Form.post(
                      stage,
                      Form.PATH,
                      BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form)))
                  .build(),
              BodyHandlers.ofString());
      HttpResponse<String> next =
          http.send(Client.chat(stage, Client.HELLO).build(), BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(next.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void upload_arrives_whole_at_a_provider_of_http2() throws Exception {
    try (SecureProvider provider = new SecureProvider(certificate, SecureProvider::politely);
        RelayStage stage =
            RelayStage.of(made ->
                made.limits(LIMITS).policy.provider("tls", provider.url("localhost"), "sk-tls"))) {
      HttpResponse<String> answer = Client.send(Form.post(stage, FORM));

      assertThat(provider.seen).containsExactly("HTTP_2 Bearer sk-tls");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(Long.parseLong(answer.headers().firstValue("content-length").orElse("0")))
          .isEqualTo(FORM.length);
    }
  }

  private static RelayStage secured() throws Exception {
    ListenerSettings.Tls files =
        new ListenerSettings.Tls(certificate.certificateFile(), certificate.keyFile());
    return RelayStage.of(made -> made.withProviders().tls(files).limits(LIMITS));
  }
}
