package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code explain --config}: a policy as the daemon of a configuration serves it. */
class ExplainConfigTest {

  private static final String CANARY = "sk-canary-0123456789";

  private static final String POLICY =
      """
      providers:
        - id: openai
          api_keys:
            - {value: "${secrets.get('files', 'one')}"}
            - {value: "${secrets.get('files', 'two')}"}
      api_key_selection:
        strategy: ["ai.keys.filter(k, k.value == 'sk-canary-0123456789')"]
      """;

  private static final String CONFIG =
      """
      listeners:
        - {kind: entry, address: "127.0.0.1:8700", policy: chat}
      policies: {chat: policies/for-chat.yaml}
      vaults: {files: {type: file, path: secrets}}
      providers: {openai: {base_url: "http://egress.internal/openai/v1"}}
      zone: eu-west-1
      """;

  @TempDir private Path folder;
  private Path config;
  private Path policy;
  private Path request;

  @BeforeEach
  void write() throws IOException {
    policy = file("policies/for-chat.yaml", POLICY);
    config = file("keyway.yaml", CONFIG);
    request = file("request.json", "{\"model\":\"gpt-4o\",\"messages\":[]}");
    file("secrets/one", CANARY);
  }

  @Test
  void policy_isNamedAsInTheConfiguration_withItsVaultsAndAddresses() {
    Cli explain = Cli.run("explain", "chat", "--config", config, "--request", request);

    assertThat(explain.exitCode()).isEqualTo(ExitCode.FINE);
    assertThat(explain.out())
        .contains("policy chat, seed 1")
        .contains("openai:gpt-4o: files/one (by strategy 1)")
        .contains("POST http://egress.internal/openai/v1/chat/completions")
        .doesNotContain("canary");
    assertThat(explain.err())
        .isEqualTo(
            "note: not set here, so stand-ins take their place: files/two (%s/secrets/two)%n"
                .formatted(folder));
  }

  @Test
  void policy_mayBeAFile_alsoOneTheConfigurationDoesNotName() throws IOException {
    Path other = file("other.yaml", POLICY);

    assertThat(Cli.run("explain", policy, "--config", config, "--request", request).out())
        .contains("policy for-chat, seed 1", "files/one", "egress.internal");
    assertThat(
            Cli.run("explain", "chat", "--config", config, "--request", request, "--against", other)
                .out())
        .contains("policy chat → other, seed 1: no difference");
  }

  @Test
  void whatTheHostDoes_isAWarningWhereThatIsSaid() throws IOException {
    Path guarded =
        file(
            "guarded.yaml",
            "on_http_request: [{type: oauth}, {type: ai-gateway, config: {providers: []}}]");

    assertThat(Cli.run("explain", guarded, "--request", request).exitCode())
        .isEqualTo(ExitCode.PROBLEMS);
    Cli ignoring = Cli.run("explain", guarded, "--request", request, "--ignore-host-actions");
    assertThat(ignoring.exitCode()).isEqualTo(ExitCode.FINE);
    assertThat(ignoring.err()).contains("oauth is not carried out here");
  }

  @Test
  void commandLine_hasPrecedence() {
    Cli explain =
        Cli.run(
            "explain",
            "chat",
            "--config",
            config,
            "--request",
            request,
            "--provider-url",
            "openai=http://127.0.0.1:9/v1");

    assertThat(explain.out()).contains("POST http://127.0.0.1:9/v1/chat/completions");
  }

  @Test
  void zone_isThatOfTheGateway() throws IOException {
    Path facts =
        file(
            "facts.yaml",
            "providers: {openai: {endpoints: {openai: {models: {gpt-4o: {request_count: 3}}}}}}");
    Path byZone =
        file(
            "zone.yaml",
            POLICY
                + """
                model_selection:
                  strategy: ["ai.models.filter(m, m.metrics.region.request_count > 0)"]
                """);

    assertThat(
            Cli.run("explain", byZone, "--config", config, "--request", request, "--facts", facts)
                .out())
        .contains("Attempts");
    assertThat(Cli.run("explain", byZone, "--request", request, "--facts", facts, "--brief").out())
        .contains("model_selection_empty");
  }

  @Test
  void problems_areSaidWithAllOthers() throws IOException {
    Path wrong = file("wrong.yaml", CONFIG + "zoen: b\n");
    Path client = file("client.yaml", "consumr: a\n");

    Cli explain =
        Cli.run("explain", "chat", "--config", wrong, "--request", request, "--client", client);

    assertThat(explain.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(explain.err())
        .isEqualTo(
            """
            %1$s/wrong.yaml:7:1: error: zoen: unknown field (did you mean "zone"?)
            %1$s/client.yaml:1:1: error: consumr: unknown field (did you mean "consumer"?)
            """
                .formatted(folder));
  }

  @Test
  void anAddressOfNoProvider_andAVaultOfNoName_areProblems() throws IOException {
    Path noProvider = file("a.yaml", CONFIG.replace("{openai: {base", "{opnai: {base"));
    Path noVault = file("b.yaml", CONFIG.replace("{files: {type", "{other: {type"));

    assertThat(Cli.run("explain", "chat", "--config", noProvider, "--request", request).err())
        .contains("a.yaml:5:13: error: providers.opnai: there is no provider opnai");
    assertThat(Cli.run("explain", "chat", "--config", noVault, "--request", request).err())
        .contains("for-chat.yaml:4:", "there is no vault files; configured are: other");
  }

  @Test
  void aConfigurationThatIsNotThere_isAProblem() {
    Cli explain =
        Cli.run("explain", policy, "--config", folder.resolve("none.yaml"), "--request", request);

    assertThat(explain.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(explain.err()).contains("none.yaml: error: there is no such file");
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
