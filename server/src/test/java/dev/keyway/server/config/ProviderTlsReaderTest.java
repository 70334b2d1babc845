package dev.keyway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.document.ProblemReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderTlsReaderTest {

  @TempDir private Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    for (String name :
        List.of(
            "server.pem",
            "server.key",
            "expired.pem",
            "expired.key",
            "encrypted.key",
            "pkcs1.key")) {
      try (InputStream pem = getClass().getResourceAsStream(name)) {
        Files.copy(pem, folder.resolve(name));
      }
    }
    Files.writeString(folder.resolve("chat.yaml"), "providers: []\n");
    Files.writeString(folder.resolve("no.pem"), "hello\n");
    Files.writeString(
        folder.resolve("damaged.pem"),
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    Files.writeString(
        folder.resolve("damaged.key"),
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
  }

  @Test
  void authorityAndIdentity_areRead() {
    DaemonConfig config = loaded("{ca: server.pem, certificate: server.pem, key: server.key}");

    ProviderTlsFiles tls = config.providerTls().getFirst();
    assertThat(tls.provider()).isEqualTo("vllm");
    assertThat(tls.tls()).hasToString("ProviderTls[1 authorities, a certificate]");
    assertThat(tls.files())
        .containsExactly(
            folder.resolve("server.pem"),
            folder.resolve("server.pem"),
            folder.resolve("server.key"));
    assertThat(config.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void sameFiles_areTheSameConfiguration() {
    String tls = "{ca: server.pem, certificate: server.pem, key: server.key}";

    assertThat(loaded(tls)).isEqualTo(loaded(tls)).isNotEqualTo(loaded("{ca: server.pem}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                           | tls: expected ca, or certificate and key, or all three
          {ca: gone.pem}                               | tls.ca: there is no file
          {ca: no.pem}                                 | tls.ca: expected a PEM file of certificates (-----BEGIN CERTIFICATE-----)
          {ca: server.key}                             | tls.ca: expected a PEM file of certificates
          {ca: damaged.pem}                            | tls.ca: a certificate in this file is damaged; write the file anew
          {ca: .}                                      | is a folder, expected a file
          {certificate: server.pem}                    | tls.key: missing; the PEM file of the certificate's private key
          {key: server.key}                            | tls.certificate: missing; the PEM file of the certificate that key is of
          {certificate: server.pem, key: server.pem}   | tls.key: expected a PEM file of a private key (-----BEGIN PRIVATE KEY-----)
          {certificate: server.pem, key: damaged.key}  | tls.key: the private key does not belong to the certificate
          {certificate: server.pem, key: expired.key}  | tls.key: the private key does not belong to the certificate
          {certificate: server.pem, key: encrypted.key}| tls.key: the key is encrypted
          {certificate: server.pem, key: pkcs1.key}    | tls.key: expected a key in PKCS #8 (-----BEGIN PRIVATE KEY-----); convert it: `openssl pkcs8
          {ca: server.pem, cert: server.pem}           | tls.cert: unknown field
          """)
  void flaw_isToldWithItsPlace_andQuotesNothing(String tls, String problem) throws IOException {
    ConfigReading reading = read(tls);

    assertThat(reading).isInstanceOf(ConfigReading.Refused.class);
    String key = Files.readAllLines(folder.resolve("server.key")).get(1);
    assertThat(report(reading))
        .contains("keyway.yaml:2:")
        .contains(": error: providers.vllm.")
        .contains(problem)
        .doesNotContain(key);
  }

  @Test
  void expiredCertificate_isAWarning() {
    ConfigReading reading = read("{certificate: expired.pem, key: expired.key}");

    assertThat(reading).isInstanceOf(ConfigReading.Loaded.class);
    assertThat(report(reading))
        .contains(
            "warning: providers.vllm.tls.certificate: the certificate of CN=expired expired at 20");
  }

  @Test
  void tlsForAClearTextAddress_isAWarning() {
    ConfigReading reading =
        readYaml(
            "providers: {vllm: {base_url: \"http://vllm.internal/v1\", tls: {ca: server.pem}}}");

    assertThat(reading).isInstanceOf(ConfigReading.Loaded.class);
    assertThat(report(reading))
        .contains("warning: providers.vllm.tls: this provider is called in clear text");
  }

  private DaemonConfig loaded(String tls) {
    ConfigReading reading = read(tls);
    assertThat(report(reading)).isEmpty();
    return ((ConfigReading.Loaded) reading).config();
  }

  private ConfigReading read(String tls) {
    return readYaml("providers: {vllm: {tls: " + tls + "}}");
  }

  private ConfigReading readYaml(String providers) {
    return ConfigReader.read(
        folder.resolve("keyway.yaml"),
        ("policies: {chat: chat.yaml}\n" + providers + "\n").getBytes(StandardCharsets.UTF_8),
        name -> null,
        Overrides.NONE);
  }

  private static String report(ConfigReading reading) {
    return new ProblemReport("keyway.yaml", reading.problems()).text();
  }
}
