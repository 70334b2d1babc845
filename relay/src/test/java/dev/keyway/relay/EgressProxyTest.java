package dev.keyway.relay;

import static dev.keyway.relay.SecureProvider.politely;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.record.DecisionRecord;
import dev.keyway.record.RecordJson;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.ScriptedProvider;
import dev.keyway.testing.TestCertificate;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that leave by way of a proxy. */
class EgressProxyTest {

  private static final URI SECURE = URI.create("https://provider.test");
  private static final URI CLEAR = URI.create("http://provider.test:8000/v1");
  private static final String CREDENTIALS = "Basic a2V5d2F5OnMzY3JldA==";

  @TempDir static Path folder;
  private static TestCertificate certificate;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = new TestCertificate(folder);
  }

  @Test
  void secure_provider_is_called_through_a_tunnel() throws Exception {
    try (SecureProvider provider = new SecureProvider(certificate, r -> politely(r));
        TestProxy proxy = new TestProxy(provider.port());
        RelayStage stage = stage(SECURE, proxy(proxy.port()))) {
      assertThat(stage.chat().statusCode()).isEqualTo(200);
      assertThat(stage.chatStreamed().body()).endsWith("data: [DONE]\n\n");

      assertThat(provider.seen).hasSize(2).allMatch(seen -> seen.equals("HTTP_2 Bearer sk-far"));
      assertThat(proxy.heads)
          .allMatch(head -> head.startsWith("CONNECT provider.test:443 HTTP/1.1\r\n"))
          .allMatch(head -> head.contains(CREDENTIALS))
          .noneMatch(head -> head.contains("sk-far"));
    }
  }

  @Test
  void provider_in_clear_text_is_asked_for_by_its_whole_url() throws Exception {
    try (ScriptedProvider provider = ScriptedProvider.start("far");
        TestProxy proxy = new TestProxy(provider.port());
        RelayStage stage = stage(CLEAR, proxy(proxy.port()))) {
      assertThat(stage.chat().body()).contains("far");

      assertThat(proxy.heads.peek().toLowerCase(Locale.ROOT))
          .startsWith("post http://provider.test:8000/v1/chat/completions http/1.1\r\n")
          .contains("\r\nhost: provider.test:8000\r\n")
          .contains("\r\nproxy-authorization: " + CREDENTIALS.toLowerCase(Locale.ROOT));
      assertThat(stage.story()).isEqualTo("far/1 success");
    }
  }

  @Test
  void request_that_a_kept_connection_lost_goes_through_the_proxy_again() throws Exception {
    try (ScriptedProvider provider = ScriptedProvider.start("far");
        TestProxy proxy = new TestProxy(provider.port());
        RelayStage stage = stage(CLEAR, proxy(proxy.port()));
        Wire wire = stage.wire()) {
      provider.answer(
          Answer.ok("One"), Answer.ok("x").closingAt(Point.beforeHead()), Answer.ok("Two"));
      wire.chat(Client.HELLO).readAnswer();

      assertThat(wire.chat(Client.HELLO).readAnswer()).contains("Two");
      assertThat(proxy.heads).hasSize(2).allMatch(head -> head.startsWith("POST http://"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 407, 502})
  void tunnel_that_is_refused_is_the_proxys_doing(int status) throws Exception {
    try (TestProxy proxy = new TestProxy(1).refusing(status);
        RelayStage stage = stage(SECURE, proxy(proxy.port()))) {
      assertThat(stage.chat().statusCode()).isEqualTo(502);
      assertProxyBlamed(stage.record());
    }
  }

  @Test
  void clear_text_that_the_proxy_wants_credentials_for_is_not_the_providers_doing()
      throws Exception {
    try (TestProxy proxy = new TestProxy(1).refusing(407);
        RelayStage stage = stage(CLEAR, proxy(proxy.port()))) {
      assertThat(stage.chat().statusCode()).isEqualTo(502);
      assertProxyBlamed(stage.record());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://provider.test", "http://provider.test/v1"})
  void proxy_that_is_down_is_told_from_a_provider_that_is(URI url) throws Exception {
    try (RelayStage stage = stage(url, proxy(ScriptedProvider.refused().getPort()))) {
      assertThat(stage.chat().statusCode()).isEqualTo(502);
      assertProxyBlamed(stage.record());
    }
  }

  @Test
  void certificate_nobody_trusts_is_the_providers_doing_behind_a_proxy_too() throws Exception {
    try (SecureProvider provider = new SecureProvider(certificate, r -> politely(r));
        TestProxy proxy = new TestProxy(provider.port());
        RelayStage stage =
            RelayStage.of(made ->
                made.upstream(Limits.through(proxy(proxy.port())))
                    .policy
                    .provider("far", SECURE, "sk-far"))) {
      stage.chat();

      assertThat(stage.story()).isEqualTo("far/1 provider (tls)");
    }
  }

  @Test
  void this_machine_and_exceptions_are_called_without_it() throws Exception {
    try (TestProxy proxy = new TestProxy(1).refusing(403);
        RelayStage stage =
            RelayStage.of(
                made -> made.withProviders().upstream(Limits.through(proxy(proxy.port()))))) {
      assertThat(stage.chat().statusCode()).isEqualTo(200);
      assertThat(proxy.heads).isEmpty();
    }
  }

  @Test
  void status_407_of_a_provider_is_its_own() throws Exception {
    try (RelayStage stage = RelayStage.plain()) {
      stage.first.always(Answer.status(407));

      stage.chat();

      assertThat(stage.story()).startsWith("first/1 ").doesNotContain("proxy");
    }
  }

  private static void assertProxyBlamed(DecisionRecord record) {
    assertThat(Story.of(record)).isEqualTo("far/1 attempt (proxy)");
    assertThat(RecordJson.line(record))
        .contains("\"broken\":\"proxy\"", "\"may_have_been_billed\":false")
        .doesNotContain(CREDENTIALS, "s3cret");
  }

  private static EgressProxy proxy(int port) {
    return new EgressProxy(
        "127.0.0.1", port, EgressProxy.basic("keyway", "s3cret"), DirectHosts.NONE);
  }

  private static RelayStage stage(URI provider, EgressProxy proxy) throws Exception {
    ProviderTls trusting = ProviderTls.of(List.of(certificate.certificate()), null);
    return RelayStage.of(made ->
        made.upstream(Limits.through(proxy))
            .providerTls(Map.of("far", trusting))
            .policy
            .provider("far", provider, "sk-far"));
  }
}
