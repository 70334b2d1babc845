package dev.keyway.relay;

import static dev.keyway.relay.SecureProvider.politely;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testing.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers with an authority of their own, and such as ask who calls. */
class ProviderTlsTest {

  @TempDir static Path folder;
  private static TestCertificate server;
  private static TestCertificate client;

  @BeforeAll
  static void makeCertificates() throws Exception {
    server = new TestCertificate(Files.createDirectory(folder.resolve("server")));
    client = new TestCertificate(Files.createDirectory(folder.resolve("client")));
  }

  @Test
  void authority_is_trusted_for_its_provider_alone() throws Exception {
    ProviderTls trusting = ProviderTls.of(List.of(server.certificate()), null);
    try (SecureProvider own = new SecureProvider(server, r -> politely(r));
        SecureProvider other = new SecureProvider(server, r -> politely(r));
        RelayStage stage =
            stage(made -> {
              made.policy
                  .provider("other", other.url("localhost"), "sk-other")
                  .provider("own", own.url("localhost"), "sk-own");
              made.providerTls(Map.of("own", trusting));
            })) {
      assertThat(stage.chat().statusCode()).isEqualTo(200);
      assertThat(stage.story()).isEqualTo("other/1 provider (tls), own/1 success");
      assertThat(own.seen).containsExactly("HTTP_2 Bearer sk-own");
      assertThat(other.seen).isEmpty();
    }
  }

  @Test
  void authority_of_ones_own_stands_in_the_place_of_the_public_ones() throws Exception {
    ProviderTls trusting = ProviderTls.of(List.of(client.certificate()), null);
    try (SecureProvider own = new SecureProvider(server, r -> politely(r));
        RelayStage stage =
            stage(made ->
                made.providerTls(Map.of("own", trusting))
                    .policy
                    .provider("own", own.url("localhost"), "sk-own"))) {
      assertThat(stage.chat().statusCode()).isEqualTo(502);
      assertThat(stage.story()).isEqualTo("own/1 provider (tls)");
    }
  }

  @Test
  void certificate_must_bear_the_name_that_is_called() throws Exception {
    ProviderTls trusting = ProviderTls.of(List.of(server.certificate()), null);
    Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 elsewhere.test\n");
    NameSettings names =
        new NameSettings(
            List.of(),
            hosts,
            NameSettings.DEFAULTS.longestTtl(),
            NameSettings.DEFAULTS.negativeTtl());
    try (SecureProvider own = new SecureProvider(server, r -> politely(r));
        RelayStage stage =
            stage(made ->
                made.providerTls(Map.of("own", trusting))
                    .upstream(Limits.names(names))
                    .policy
                    .provider("own", own.url("elsewhere.test"), "sk-own"))) {
      stage.chat();

      assertThat(stage.story()).isEqualTo("own/1 provider (tls)");
    }
  }

  @Test
  void provider_that_asks_who_calls_is_shown_the_certificate() throws Exception {
    ProviderTls known =
        ProviderTls.of(
            List.of(server.certificate()),
            new ProviderTls.Identity(client.key(), List.of(client.certificate())));
    try (SecureProvider own = SecureProvider.knowing(server, client);
        RelayStage stage = knownTo(own, known)) {
      assertThat(stage.chat().statusCode()).isEqualTo(200);
      assertThat(stage.chatStreamed().body()).endsWith("data: [DONE]\n\n");
      assertThat(own.seen).hasSize(2).allMatch(seen -> seen.startsWith("HTTP_2 "));
    }
  }

  @Test
  void provider_that_asks_who_calls_refuses_others() throws Exception {
    ProviderTls unknown = ProviderTls.of(List.of(server.certificate()), null);
    ProviderTls stranger =
        ProviderTls.of(
            List.of(server.certificate()),
            new ProviderTls.Identity(server.key(), List.of(server.certificate())));
    try (SecureProvider own = SecureProvider.knowing(server, client);
        RelayStage stage = knownTo(own, unknown)) {
      assertThat(stage.chat().statusCode()).isEqualTo(502);
      assertThat(stage.story()).isEqualTo("own/1 provider (tls)");
      stage.providerTls(Map.of("own", stranger));
      assertThat(stage.chat().statusCode()).isEqualTo(502);
      assertThat(stage.story()).isEqualTo("own/1 provider (tls)");
      assertThat(own.seen).isEmpty();
    }
  }

  @Test
  void certificates_are_changed_while_the_relay_runs() throws Exception {
    ProviderTls unknown = ProviderTls.of(List.of(server.certificate()), null);
    ProviderTls known =
        ProviderTls.of(
            List.of(server.certificate()),
            new ProviderTls.Identity(client.key(), List.of(client.certificate())));
    try (SecureProvider own = SecureProvider.knowing(server, client);
        RelayStage stage = knownTo(own, unknown)) {
      assertThat(stage.chat().statusCode()).isEqualTo(502);

      stage.providerTls(Map.of("own", known));

      assertThat(stage.chat().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void certificate_is_shown_where_the_operator_says_that_its_provider_is_and_nowhere_else()
      throws Exception {
    ProviderTls known =
        ProviderTls.of(
            List.of(server.certificate()),
            new ProviderTls.Identity(client.key(), List.of(client.certificate())));
    try (SecureProvider own = SecureProvider.knowing(server, client);
        RelayStage stage = knownTo(own, known.at(List.of(own.url("elsewhere.test"))))) {
      assertThat(stage.chat().statusCode()).isEqualTo(502);
      assertThat(stage.story()).isEqualTo("own/1 provider (tls)");

      stage.providerTls(Map.of("own", known.at(List.of(own.url("localhost")))));
      assertThat(stage.chat().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void the_same_files_read_again_are_the_same() throws Exception {
    ProviderTls once =
        ProviderTls.of(
            List.of(server.certificate()),
            new ProviderTls.Identity(client.key(), List.of(client.certificate())));
    ProviderTls again =
        ProviderTls.of(
            List.of(server.certificate()),
            new ProviderTls.Identity(client.key(), List.of(client.certificate())));

    assertThat(once).isEqualTo(again).hasSameHashCodeAs(again);
    assertThat(once).isNotEqualTo(ProviderTls.of(List.of(server.certificate()), null));
    assertThat(once).hasToString("ProviderTls[1 authorities, a certificate]");
  }

  private static RelayStage knownTo(SecureProvider provider, ProviderTls tls) throws Exception {
    return stage(made ->
        made.providerTls(Map.of("own", tls))
            .policy
            .provider("own", provider.url("localhost"), "sk-own"));
  }

  private static RelayStage stage(Consumer<RelayStage> change) throws Exception {
    return RelayStage.of(change);
  }
}
