package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.socket.UnixSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KongConfigCommandTest {

  private static final String POLICY =
      """
      providers: [{id: openai, api_keys: [{value: "${secrets.get('openai', 'key')}"}]}]
      only_allow_configured_providers: true
      """;

  private static final String DAEMON =
      """
      listeners: [{kind: gateway, address: 0.0.0.0:9710}]
      gateways: {kong: {socket: /run/elsewhere/kong.sock}}
      policies: {chat: chat.yaml, code: code.yaml}
      inline_policies: {vaults: [openai]}
      """;

  @TempDir private Path folder;

  @Test
  void policy_givesAConfiguration_withoutItsSecrets() throws IOException {
    Cli made = Cli.run("kong", "config", file("chat.yaml", POLICY));

    assertThat(made.err()).isEmpty();
    assertThat(made.exitCode()).isEqualTo(ExitCode.FINE);
    assertThat(made.out())
        .startsWith("# Keyway behind Kong 3.9: ")
        .contains("policy: chat\n", "prefix: /chat\n", "paths: [/chat/]", "port: 8710\n")
        .contains("- name: key-auth\n")
        .contains("#   pluginserver_keywayd_socket = /run/keyway/kong.sock\n")
        .doesNotContain("start_cmd =", "policy_inline");
  }

  @Test
  void addressesAndPolicies_areThoseOfTheDaemon() throws IOException {
    Cli made = Cli.run("kong", "config", "--config", daemon(DAEMON));

    assertThat(made.out())
        .contains("host: \"127.0.0.1\"\n", "port: 9710\n")
        .contains("pluginserver_keywayd_socket = /run/elsewhere/kong.sock\n")
        .contains("name: keyway-chat\n", "name: keyway-code\n");
    assertThat(made.exitCode()).isEqualTo(ExitCode.FINE);
  }

  @Test
  void commandLine_hasPrecedence() throws IOException {
    Cli made =
        Cli.run(
            "kong",
            "config",
            "chat",
            "--config",
            daemon(DAEMON),
            "--relay=keyway.internal:1",
            "--socket=/x.sock",
            "--schema=/x.json",
            "--path=/",
            "--auth=none",
            "--var=team=red",
            "--var=place=here",
            "--client-ip",
            "--credential-id",
            "--jwt-claims");

    assertThat(made.out())
        .contains("host: keyway.internal\n", "port: 1\n", "= /x.sock\n", "cat /x.json ")
        .contains("paths: [/]\n", "vars: {team: red, place: here}\n")
        .contains("credential_id: true\n", "client_ip: true\n", "jwt_claims: true\n")
        .doesNotContain("key-auth", "prefix:", "code");
  }

  @Test
  void routes_areSaidByPolicy() throws IOException {
    Cli made = Cli.run("kong", "config", "--config", daemon(DAEMON), "--route", "code=/llm/code/");

    assertThat(made.out())
        .contains("paths: [/chat/]", "prefix: /chat\n")
        .contains("paths: [/llm/code/]", "prefix: /llm/code\n");
  }

  @Test
  void oldestKong_isToldToStartSomething() throws IOException {
    Path policy = file("chat.yaml", POLICY);

    assertThat(Cli.run("kong", "config", policy, "--kong-version=3.4.2").out())
        .contains("#   pluginserver_keywayd_start_cmd = sleep infinity\n");
    assertThat(Cli.run("kong", "config", policy, "--kong-version=3.5").out())
        .doesNotContain("start_cmd =");
  }

  @Test
  void inlinePolicy_isItsText() throws IOException {
    Cli made = Cli.run("kong", "config", "chat", "--config", daemon(DAEMON), "--inline");

    assertThat(made.err()).isEmpty();
    assertThat(made.out())
        .contains("policy_inline: |\n", "  only_allow_configured_providers: true\n")
        .doesNotContain("policy: chat");
  }

  @Test
  void keyInAnInlinePolicy_isWarnedOf() throws IOException {
    Path config = daemon(DAEMON);
    Path policy = file("chat.yaml", "providers: [{id: openai, api_keys: [{value: a-literal}]}]\n");

    Cli made = Cli.run("kong", "config", "chat", "--config", config, "--inline");

    assertThat(made.exitCode()).isEqualTo(ExitCode.FINE);
    assertThat(made.err())
        .startsWith(policy + ":1:")
        .contains("warning: providers[0].api_keys[0].value: a key stands in the gateway's own")
        .doesNotContain("a-literal");
    assertThat(Cli.run("kong", "config", "chat", "--config", config).err()).isEmpty();
  }

  @Test
  void inlinePolicy_isReadAsTheDaemonWouldReadIt() throws IOException {
    Path config = daemon(DAEMON.replace("[openai]", "[]"));

    Cli made = Cli.run("kong", "config", "chat", "--config", config, "--inline");

    assertThat(made.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(made.err()).contains("chat.yaml:1:").contains("error: ").contains("inline_policies");
  }

  @Test
  void inlinePolicyThatDeckWouldChange_isRefused() throws IOException {
    Path config = daemon(DAEMON);
    Path policy = file("chat.yaml", POLICY + "# ${{x}}\n");

    Cli made = Cli.run("kong", "config", "chat", "--config", config, "--inline");

    assertThat(made.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(made.err()).startsWith(policy + ": error: decK takes '${{'");
  }

  @Test
  void whatTheDaemonLacks_isNamed() throws IOException {
    Path config = daemon("policies: {chat: chat.yaml}\nlisteners: []\n");

    Cli made = Cli.run("kong", "config", "--config", config);

    assertThat(made.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(made.err())
        .contains("error: listeners: none is of kind gateway")
        .contains("error: gateways: the daemon has no plugin server for Kong");
  }

  @Test
  void nameThatIsNoRoutes_isRefused() throws IOException {
    Path odd = file("a b.yaml", POLICY);
    Path tall = file("Tall.yaml", POLICY);

    assertThat(Cli.run("kong", "config", odd, "--path=/").err())
        .startsWith(odd + ": error: the policy's name becomes a route's");
    assertThat(Cli.run("kong", "config", tall, "--kubernetes").err()).contains("small letters");
    assertThat(Cli.run("kong", "config", tall).exitCode()).isEqualTo(ExitCode.FINE);
  }

  @Test
  void kubernetes_isSaidToBeNotRun() throws IOException {
    assertThat(Cli.run("kong", "config", file("chat.yaml", POLICY), "--kubernetes").out())
        .contains(
            "NOT RUN",
            "kind: KongPlugin",
            "konghq.com/plugins: \"key-auth-for-keyway,keyway-chat\"");
  }

  @Test
  void relayThatKubernetesCantLeadTo_isRefused() throws IOException {
    Path config = daemon(DAEMON.replace("0.0.0.0:9710", "\"[::1]:9710\""));

    Cli refused = Cli.run("kong", "config", "--config", config, "--kubernetes");

    assertThat(refused.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(refused.err()).contains("error: listeners: the relay's host").contains("::1");
    assertThat(
            Cli.run("kong", "config", "--config", config, "--kubernetes", "--relay=127.0.0.1:9710")
                .exitCode())
        .isEqualTo(ExitCode.FINE);
    assertThat(Cli.run("kong", "config", "--config", config).out()).contains("host: \"::1\"\n");
  }

  @Test
  void socketThatTheDaemonCantBind_isRefused() throws IOException {
    String socket = "/run/" + "s".repeat(UnixSocket.MOST_BYTES - 6);
    Path config = daemon(DAEMON.replace("/run/elsewhere/kong.sock", socket));

    Cli made = Cli.run("kong", "config", "--config", config);

    assertThat(made.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(made.err()).contains("error: gateways.kong.socket: ").contains("is too long");
    assertThat(Cli.run("kong", "config", "--config", config, "--socket=" + socket).exitCode())
        .isEqualTo(ExitCode.FINE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chat.yaml --auth=jwt                       | expected key-auth or none
          chat.yaml --kong-version=3.10              | expected a version from 3.4 to 3.9
          chat.yaml --path=chat                      | expected a path such as /chat
          chat.yaml --route=/chat                    | expected NAME=PATH
          chat.yaml --route=code=/code               | there is no such policy here; there is chat
          chat.yaml --path=/a --route=chat=/b        | --path is for one policy alone
          chat.yaml code.yaml --path=/a              | --path is for one policy alone
          chat.yaml code.yaml --route=chat=/code     | Two policies have the same path
          chat.yaml --socket=kong.sock               | expected a path from the root
          chat.yaml --schema=keyway.json             | expected a path from the root
          chat.yaml --var=1=2                        | must not begin with a digit
          chat.yaml --var=a                          | expected NAME=TEXT
          chat.yaml --var=a=${{b}}                   | decK takes '${{'
          chat.yaml --kubernetes --relay=[::1]:8710  | ::1 can't be
          chat.yaml --inline                         | --inline needs --config keyway.yaml
                                                     | give --config keyway.yaml
          """)
  void wrongUsage_saysWhatIsExpected(String arguments, String expected) throws IOException {
    file("chat.yaml", POLICY);
    file("code.yaml", POLICY);
    String line = arguments == null ? "kong config" : "kong config " + arguments;
    Object[] words =
        Arrays.stream(line.split(" +"))
            .map(word -> word.endsWith(".yaml") ? folder.resolve(word) : word)
            .toArray();

    Cli made = Cli.run(words);

    assertThat(made.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(made.err()).contains(expected);
  }

  @Test
  void output_isWhatWouldBePrinted() throws IOException {
    Path policy = file("chat.yaml", POLICY);
    Path output = folder.resolve("kong.yml");

    Cli written = Cli.run("kong", "config", policy, "--output", output);

    assertThat(written).isEqualTo(new Cli(ExitCode.FINE, "", "wrote " + output + "\n"));
    assertThat(Files.readString(output)).isEqualTo(Cli.run("kong", "config", policy).out());
  }

  @Test
  void schema_isPrinted() throws IOException {
    Path output = folder.resolve("keyway.json");

    Cli printed = Cli.run("kong", "schema");

    assertThat(printed.err()).isEmpty();
    assertThat(printed.out()).startsWith("{\n  \"Protocol\": \"ProtoBuf:1\",\n").endsWith("}\n");
    assertThat(Cli.run("kong", "schema", "--output", output).exitCode()).isEqualTo(ExitCode.FINE);
    assertThat(Files.readString(output)).isEqualTo(printed.out());
    assertThat(Cli.run("kong").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private Path daemon(String text) throws IOException {
    file("chat.yaml", POLICY);
    file("code.yaml", POLICY);
    return file("keyway.yaml", text);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
