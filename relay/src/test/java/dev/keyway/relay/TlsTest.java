package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.ScriptedProvider;
import dev.keyway.testing.TestCertificate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final String TRUST_PASSWORD = TRUST + "Password";

  @TempDir static Path folder;
  private static TestCertificate certificate;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = new TestCertificate(folder);
  }

  @AfterEach
  void trustTheSystemsAgain() {
    System.clearProperty(TRUST);
    System.clearProperty(TRUST_PASSWORD);
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpClient.Version.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void listener_speaks_what_the_client_prefers(HttpClient.Version version) throws Exception {
    ListenerSettings.Tls files =
        new ListenerSettings.Tls(certificate.certificateFile(), certificate.keyFile());
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().tls(files));
        HttpClient http =
            HttpClient.newBuilder().version(version).sslContext(certificate.trusting()).build()) {
      stage.first.always(Answer.ok("One", "Two"));

      HttpResponse<String> answer =
          http.send(Client.chat(stage, Client.HELLO_STREAMED).build(), BodyHandlers.ofString());

      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.body()).contains("One", "Two").endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void listener_closes_who_never_begins_a_handshake() throws Exception {
    ListenerSettings.Tls files =
        new ListenerSettings.Tls(certificate.certificateFile(), certificate.keyFile());
    ClientLimits limits = Limits.headerTimeout(Duration.ofMillis(100));
    try (RelayStage stage = RelayStage.of(made -> made.withProviders().tls(files).limits(limits));
        Wire wire = stage.wire()) {
      assertThat(wire.readToEnd()).isEmpty();
    }
  }

  @Test
  void listener_whose_certificate_is_missing_does_not_start() {
    ListenerSettings.Tls none =
        new ListenerSettings.Tls(folder.resolve("none.pem"), folder.resolve("none.key"));

    assertThatThrownBy(() -> RelayStage.of(made -> made.withProviders().tls(none)))
        .isInstanceOf(RelayStartException.class)
        .hasMessageContaining("none.");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void provider_is_called_by_http2_where_it_offers_that(boolean http2) throws Exception {
    try (SecureProvider provider =
            new SecureProvider(certificate, "127.0.0.1", http2, SecureProvider::politely);
        RelayStage stage = trusting(provider.url("localhost"))) {
      HttpResponse<String> answer = stage.chatStreamed();

      assertThat(answer.body()).contains("Hello").endsWith("data: [DONE]\n\n");
      assertThat(provider.seen).containsExactly((http2 ? "HTTP_2" : "HTTP_1_1") + " Bearer sk-tls");
    }
  }

  @Test
  void long_bodies_pass_by_http2_both_ways() throws Exception {
    String body = Client.HELLO.replace("Hello", "x".repeat(3_000_000));
    try (SecureProvider provider = new SecureProvider(certificate, SecureProvider::politely);
        RelayStage stage = trusting(provider.url("localhost"))) {
      HttpResponse<String> answer = Client.send(Client.chat(stage, body));

      assertThat(answer.body()).isEqualTo(body);
    }
  }

  @Test
  void provider_whose_certificate_names_another_host_is_not_called() throws Exception {
    try (SecureProvider provider =
            new SecureProvider(certificate, "127.0.0.2", true, SecureProvider::politely);
        RelayStage stage = trusting(provider.url("127.0.0.2"))) {
      assertThat(stage.chat().statusCode()).isEqualTo(502);
      assertThat(stage.story()).isEqualTo("tls/1 provider (tls)");
      assertThat(provider.seen).isEmpty();
    }
  }

  @Test
  void provider_whose_certificate_nobody_vouches_for_is_not_called() throws Exception {
    try (SecureProvider provider = new SecureProvider(certificate, SecureProvider::politely);
        RelayStage stage =
            RelayStage.of(
                made -> made.policy.provider("tls", provider.url("localhost"), "sk-tls"))) {
      assertThat(stage.chat().statusCode()).isEqualTo(502);
      assertThat(stage.story()).isEqualTo("tls/1 provider (tls)");
      assertThat(provider.seen).isEmpty();
    }
  }

  @Test
  void provider_that_speaks_no_tls_is_not_called() throws Exception {
    try (ScriptedProvider plain = ScriptedProvider.start();
        RelayStage stage =
            RelayStage.of(made ->
                made.policy.provider(
                    "tls", URI.create("https://127.0.0.1:" + plain.port()), "sk-tls"))) {
      assertThat(stage.chat().statusCode()).isEqualTo(502);
      assertThat(stage.story()).startsWith("tls/1 provider (");
      assertThat(plain.received()).isEmpty();
    }
  }

  /** A stage whose relay trusts the test's certificate, as it would one of the system's. */
  private static RelayStage trusting(URI provider) throws Exception {
    System.setProperty(TRUST, certificate.keyStore().toString());
    System.setProperty(TRUST_PASSWORD, "changeit");
    return RelayStage.of(made -> made.policy.provider("tls", provider, "sk-tls"));
  }
}
