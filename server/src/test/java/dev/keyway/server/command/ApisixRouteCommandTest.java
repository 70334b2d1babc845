package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApisixRouteCommandTest {

  private static final String POLICY =
      """
      providers: [{id: openai, api_keys: [{value: "${secrets.get('openai', 'key')}"}]}]
      only_allow_configured_providers: true
      """;

  private static final String DAEMON =
      """
      listeners: [{kind: gateway, address: 0.0.0.0:9710}]
      gateways: {apisix: {socket: /run/elsewhere/apisix.sock}}
      policies: {chat: chat.yaml, code: code.yaml}
      inline_policies: {vaults: [openai]}
      """;

  @TempDir private Path folder;

  @Test
  void policy_givesARoute_withoutItsSecrets() throws IOException {
    Cli made = Cli.run("apisix", "route", file("chat.yaml", POLICY));

    assertThat(made.err()).isEmpty();
    assertThat(made.exitCode()).isEqualTo(ExitCode.FINE);
    JsonNode route = new JsonMapper().readTree(made.out());
    assertThat(route.get("id").asText()).isEqualTo("keyway-chat");
    assertThat(route.at("/uris/0").asText()).isEqualTo("/chat/*");
    assertThat(route.at("/plugins/ext-plugin-post-req/allow_degradation").asBoolean(true))
        .isFalse();
    assertThat(route.at("/plugins/ext-plugin-post-req/conf/0/value").asText())
        .isEqualTo("{\"policy\":\"chat\",\"prefix\":\"/chat\"}");
    assertThat(route.at("/upstream/nodes/0/port").asInt()).isEqualTo(8710);
    assertThat(route.at("/upstream/retries").asInt(-1)).isZero();
    assertThat(route.at("/desc").asText()).contains("path_for_test: /run/keyway/apisix.sock");
  }

  @Test
  void addressesAndPolicies_areThoseOfTheDaemon() throws IOException {
    Path config = daemon(DAEMON);

    for (String format : new String[] {"standalone", "adc"}) {
      Cli made = Cli.run("apisix", "route", "--config", config, "--format", format);

      assertThat(made.out())
          .contains("host: \"127.0.0.1\"\n", "port: 9710\n")
          .contains("ext-plugin: {path_for_test: /run/elsewhere/apisix.sock}\n")
          .contains("name: keyway-chat\n", "name: keyway-code\n");
      assertThat(made.exitCode()).isEqualTo(ExitCode.FINE);
    }
  }

  @Test
  void commandLine_hasPrecedence() throws IOException {
    Cli made =
        Cli.run(
            "apisix",
            "route",
            "chat",
            "--config",
            daemon(DAEMON),
            "--format=standalone",
            "--apisix-version=3.9.1",
            "--relay=keyway.internal:1",
            "--socket=/x.sock",
            "--path=/",
            "--auth=none",
            "--var=team=red",
            "--var=place=here");

    assertThat(made.out())
        .startsWith("# Keyway behind APISIX 3.9: ")
        .contains("host: keyway.internal\n", "port: 1\n", "path_for_test: /x.sock}")
        .contains("uris: [\"/*\"]\n")
        .contains("'{\"policy\":\"chat\",\"vars\":{\"team\":\"red\",\"place\":\"here\"}}'\n")
        .doesNotContain("key-auth:", "prefix", "code", "proxy-buffering");
  }

  @Test
  void inlinePolicy_isItsText() throws IOException {
    Cli made =
        Cli.run("apisix", "route", "chat", "--config", daemon(DAEMON), "--inline", "--format=adc");

    assertThat(made.err()).isEmpty();
    assertThat(made.out())
        .contains("policy_inline: |\n", "  only_allow_configured_providers: true\n")
        .doesNotContain("policy: chat");
  }

  @Test
  void inlinePolicy_isReadAsTheDaemonWouldReadIt() throws IOException {
    Path config = daemon(DAEMON.replace("[openai]", "[]"));

    Cli made = Cli.run("apisix", "route", "chat", "--config", config, "--inline");

    assertThat(made.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(made.err()).contains("chat.yaml:1:").contains("error: ").contains("inline_policies");
  }

  @Test
  void inlinePolicyThatItsReaderWouldChange_isRefused() throws IOException {
    Path config = daemon(DAEMON);
    Path policy = file("chat.yaml", POLICY + "# ${{x}}\n");

    Cli standalone =
        Cli.run("apisix", "route", "chat", "--config", config, "--inline", "--format=standalone");

    assertThat(standalone.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(standalone.err()).startsWith(policy + ": error: APISIX takes '${{'");
    assertThat(Cli.run("apisix", "route", "chat", "--config", config, "--inline").exitCode())
        .isEqualTo(ExitCode.FINE);
  }

  @Test
  void whatTheDaemonLacks_isNamed() throws IOException {
    Path config = daemon("policies: {chat: chat.yaml}\nlisteners: []\n");

    Cli made = Cli.run("apisix", "route", "--config", config);

    assertThat(made.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(made.err())
        .contains("error: listeners: none is of kind gateway")
        .contains("error: gateways: the daemon has no runner for APISIX")
        .contains("add gateways: {apisix: {socket: /run/keyway/apisix.sock}}");
  }

  @Test
  void nameThatIsNoRoutes_isRefused() throws IOException {
    Path odd = file("a b.yaml", POLICY);

    assertThat(Cli.run("apisix", "route", odd, "--path=/").err())
        .startsWith(odd + ": error: the policy's name becomes a route's");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chat.yaml --auth=jwt                          | expected key-auth or none
          chat.yaml --format=yaml                       | expected json, standalone or adc
          chat.yaml --apisix-version=3.8                | expected a version from 3.9 to 3.18
          chat.yaml --path=chat                         | expected a path such as /chat
          chat.yaml code.yaml                           | one route at a time, and here are 2 policies
          chat.yaml code.yaml --format=adc --path=/a    | --path is for one policy alone
          chat.yaml --socket=apisix.sock                | expected a path from the root
          chat.yaml --relay=a@b:1                       | APISIX takes no host a@b
          chat.yaml --var=1=2                           | must not begin with a digit
          chat.yaml --var=a=${b} --format=adc           | ADC takes '${NAME}'
          chat.yaml --inline                            | --inline needs --config keyway.yaml
                                                        | give --config keyway.yaml
          """)
  void wrongUsage_saysWhatIsExpected(String arguments, String expected) throws IOException {
    file("chat.yaml", POLICY);
    file("code.yaml", POLICY);
    String line = arguments == null ? "apisix route" : "apisix route " + arguments;
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
    Path output = folder.resolve("route.json");

    Cli written = Cli.run("apisix", "route", policy, "--output", output);

    assertThat(written).isEqualTo(new Cli(ExitCode.FINE, "", "wrote " + output + "\n"));
    assertThat(Files.readString(output)).isEqualTo(Cli.run("apisix", "route", policy).out());
    assertThat(Cli.run("apisix").exitCode()).isEqualTo(ExitCode.USAGE);
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
