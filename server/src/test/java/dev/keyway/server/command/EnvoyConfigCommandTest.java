package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvoyConfigCommandTest {

  private static final String POLICY =
      """
      providers: [{id: openai, api_keys: [{value: "${secrets.get('openai', 'key')}"}]}]
      only_allow_configured_providers: true
      """;

  private static final String DAEMON =
      """
      listeners:
        - {kind: gateway, address: 0.0.0.0:9710}
        - {kind: entry, address: 127.0.0.1:9700, policy: chat}
      gateways: {envoy: {address: unix:extproc.sock}}
      policies: {chat: chat.yaml, code: code.yaml}
      """;

  @TempDir private Path folder;

  @Test
  void policy_givesAConfiguration_withoutItsSecrets() throws IOException {
    Cli made = Cli.run("envoy", "config", file("chat.yaml", POLICY));

    assertThat(made.err()).isEmpty();
    assertThat(made.exitCode()).isEqualTo(ExitCode.FINE);
    assertThat(made.out())
        .startsWith("# Keyway behind Envoy 1.36 or newer, relay form.\n")
        .contains("- {key: x-keyway-policy, value: chat}")
        .contains("{pipe: {path: /run/keyway/extproc.sock}}")
        .contains("port_value: 8710}");
  }

  @Test
  void addressesAndPolicies_areThoseOfTheDaemon() throws IOException {
    Path config = daemon(DAEMON);

    Cli made = Cli.run("envoy", "config", "--config", config);

    assertThat(made.out())
        .contains("{socket_address: {address: \"127.0.0.1\", port_value: 9710}}")
        .contains("{pipe: {path: " + folder.resolve("extproc.sock") + "}}")
        .contains("match: {prefix: /chat/}", "match: {prefix: /code/}");
    assertThat(made.exitCode()).isEqualTo(ExitCode.FINE);
  }

  @Test
  void nameOfAPolicy_choosesIt() throws IOException {
    Cli made = Cli.run("envoy", "config", "code", "--config", daemon(DAEMON));

    assertThat(made.out()).contains("value: code}").doesNotContain("value: chat}");
  }

  @Test
  void commandLine_hasPrecedence() throws IOException {
    Cli made =
        Cli.run(
            "envoy",
            "config",
            "--config",
            daemon(DAEMON),
            "--relay=keyway.internal:1",
            "--extproc=unix:/x.sock",
            "--listen=[::1]:2",
            "--admin=127.0.0.1:3");

    assertThat(made.out())
        .contains("address: keyway.internal, port_value: 1")
        .contains("path: /x.sock")
        .contains("address: \"::1\", port_value: 2")
        .contains("port_value: 3");
  }

  @Test
  void trust_isSaidOnEachRoute() throws IOException {
    Cli made =
        Cli.run(
            "envoy", "config", file("chat.yaml", POLICY), "--jwt=staff", "--client-certificate");

    assertThat(made.out())
        .containsOnlyOnce("{key: x-keyway-jwt, value: staff}")
        .containsOnlyOnce("{key: x-keyway-client-certificate, value: validated}")
        .doesNotContain("{key: x-keyway-ext-authz");
  }

  @Test
  void tokenForm_goesToTheEntryListenerOfItsPolicy() throws IOException {
    Path config = daemon(DAEMON);

    Cli made = Cli.run("envoy", "config", "chat", "--config", config, "--form=token");
    Cli several = Cli.run("envoy", "config", "--config", config, "--form=token");
    Cli unserved = Cli.run("envoy", "config", "code", "--config", config, "--form=token");

    assertThat(made.out()).contains("port_value: 9700}").doesNotContain("extproc.sock");
    assertThat(several.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(several.err()).contains("an entry listener serves one policy, and here are 2");
    assertThat(unserved.err())
        .contains("keyway.yaml: error: listeners: no listener of kind entry serves code");
  }

  @Test
  void nativeForm_callsProvidersWhereTheDaemonWould() throws IOException {
    copyOfCertificates("server.pem", "server.key");
    Path config =
        daemon(
            DAEMON
                + """
                providers:
                  openai:
                    base_url: https://egress.internal:8443/v1
                    tls: {ca: server.pem, certificate: server.pem, key: server.key}
                limits: {request_body: 1MiB}
                """);

    Cli made = Cli.run("envoy", "config", "chat", "--config", config, "--form=native");

    assertThat(made.err()).isEmpty();
    assertThat(made.out())
        .contains("- name: openai/https/egress.internal/8443\n")
        .contains("trusted_ca: {filename: " + folder.resolve("server.pem") + "}")
        .contains("private_key: {filename: " + folder.resolve("server.key") + "}")
        .contains("request_body_buffer_limit: 1048576")
        .doesNotContain("api.openai.com");
  }

  @Test
  void policyThatNeedsTheRelay_isRefusedInTheNativeForm() throws IOException {
    Path policy = file("chat.yaml", POLICY + "stream_usage: always\n");

    Cli made = Cli.run("envoy", "config", policy, "--form=native");

    assertThat(made.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(made.out()).isEmpty();
    assertThat(made.err()).startsWith(policy + ": error: ").contains("use --form relay");
  }

  @Test
  void egressProxy_isRefusedInTheNativeForm() throws IOException {
    Path config = daemon(DAEMON + "egress: {proxy: \"http://proxy.internal:3128\"}\n");

    assertThat(Cli.run("envoy", "config", "--config", config, "--form=native").err())
        .startsWith(config + ": error: egress.proxy: ");
    assertThat(Cli.run("envoy", "config", "--config", config).exitCode()).isEqualTo(ExitCode.FINE);
  }

  @Test
  void whatTheDaemonLacks_isNamed() throws IOException {
    Path config = daemon("policies: {chat: chat.yaml, code: code.yaml}\nlisteners: []\n");

    Cli made = Cli.run("envoy", "config", "--config", config);

    assertThat(made.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(made.err())
        .contains("error: listeners: none is of kind gateway")
        .contains("error: gateways: the daemon has no external processor");
  }

  @Test
  void serviceBehindTls_needsACertificateOfEnvoys() throws IOException {
    copyOfCertificates("server.pem", "server.key");
    Path config =
        daemon(
            DAEMON.replace(
                "unix:extproc.sock",
                "\"10.0.0.7:8720\", tls: {certificate: server.pem, key: server.key, client_ca: server.pem}"));

    assertThat(Cli.run("envoy", "config", "--config", config).err())
        .contains("gateways.envoy.tls: only who has a certificate from client_ca may connect");
    assertThat(
            Cli.run(
                    "envoy",
                    "config",
                    "--config",
                    config,
                    "--ca=/e/ca.pem",
                    "--certificate=/e/me.pem",
                    "--key=/e/me.key")
                .out())
        .contains("certificate_chain: {filename: /e/me.pem}")
        .contains("trusted_ca: {filename: /e/ca.pem}");
  }

  @Test
  void problemsOfAPolicy_areShownAsCheckShowsThem() throws IOException {
    Path policy = file("chat.yaml", "providers: []\nprovidres: []\n");

    Cli made = Cli.run("envoy", "config", policy);

    assertThat(made)
        .isEqualTo(
            new Cli(
                ExitCode.PROBLEMS,
                "",
                policy + ":2:1: error: providres: unknown field (did you mean \"providers\"?)\n"));
  }

  @Test
  void twoPoliciesOfOneName_areRefused() throws IOException {
    Files.createDirectory(folder.resolve("other"));

    Cli made =
        Cli.run("envoy", "config", file("chat.yaml", POLICY), file("other/chat.yaml", POLICY));

    assertThat(made.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(made.err()).contains("is named chat, too");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chat.yaml --form=direct                          | expected relay, token or native
          chat.yaml --kubernetes=istio --form=native       | --kubernetes knows the relay form only
          chat.yaml --kubernetes=istio --fragment          | mutually exclusive
          chat.yaml --jwt=a%b                              | expected letters, digits
          chat.yaml --relay=nowhere                        | expected HOST:PORT
          chat.yaml --key=k.pem                            | --certificate and --key go together
          chat.yaml --form=token --ext-authz               | Use --form relay
                                                           | give --config keyway.yaml
          """)
  void wrongUsage_saysWhatIsExpected(String arguments, String expected) throws IOException {
    file("chat.yaml", POLICY);
    String line = arguments == null ? "envoy config" : "envoy config " + arguments;
    Object[] words =
        Arrays.stream(line.split(" +"))
            .map(word -> word.equals("chat.yaml") ? folder.resolve(word) : word)
            .toArray();

    Cli made = Cli.run(words);

    assertThat(made.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(made.err()).contains(expected);
  }

  @Test
  void output_isWhatWouldBePrinted() throws IOException {
    Path policy = file("chat.yaml", POLICY);
    Path output = folder.resolve("envoy.yaml");

    Cli written = Cli.run("envoy", "config", policy, "--output", output);

    assertThat(written).isEqualTo(new Cli(ExitCode.FINE, "", "wrote " + output + "\n"));
    assertThat(Files.readString(output)).isEqualTo(Cli.run("envoy", "config", policy).out());
  }

  @Test
  void kubernetes_knowsServices() throws IOException {
    Path policy = file("chat.yaml", POLICY);

    assertThat(Cli.run("envoy", "config", policy, "--kubernetes=envoy-gateway").out())
        .contains("NOT RUN")
        .contains("backendRefs: [{name: keyway, port: 8710}]");
    assertThat(
            Cli.run("envoy", "config", policy, "--kubernetes=istio", "--relay=unix:/r.sock").err())
        .contains("can't be reached from Envoy's pod");
  }

  private Path daemon(String text) throws IOException {
    file("chat.yaml", POLICY);
    file("code.yaml", POLICY);
    return file("keyway.yaml", text);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void copyOfCertificates(String... names) throws IOException {
    for (String name : names) {
      try (InputStream pem =
          EnvoyConfigCommandTest.class.getResourceAsStream("/dev/keyway/server/config/" + name)) {
        Files.copy(pem, folder.resolve(name));
      }
    }
  }
}
