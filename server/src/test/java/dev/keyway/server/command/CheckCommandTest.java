package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

  private static final String GOOD =
      "providers: [{id: openai, api_keys: [{value: sk-literal-1}]}]\n";
  private static final String WRONG = "providers: [{id: openai}]\nprovidres: []\n";

  @TempDir private Path folder;

  @Test
  void goodPolicy_isFine() throws IOException {
    Path policy = file("chat.yaml", "providers: []\n");

    Cli check = Cli.run("check", policy);

    assertThat(check).isEqualTo(new Cli(ExitCode.FINE, policy + ": ok\n", ""));
  }

  @Test
  void problems_areListedWithPlaceAndNearestName() throws IOException {
    Path policy = file("chat.yaml", WRONG);

    Cli check = Cli.run("check", policy);

    assertThat(check.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(check.out())
        .isEqualTo(
            policy + ":2:1: error: providres: unknown field (did you mean \"providers\"?)\n");
  }

  @Test
  void json_holdsAllFiles() throws IOException {
    Path good = file("good.yaml", "providers: []\n");
    Path wrong = file("wrong.yaml", WRONG);

    Cli check = Cli.run("check", "--json", good, wrong);

    assertThat(check.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    JsonNode report = new ObjectMapper().readTree(check.out());
    assertThat(report.get("ok").asBoolean()).isFalse();
    assertThat(report.findValuesAsText("file")).containsExactly(good.toString(), wrong.toString());
    assertThat(report.findValuesAsText("nearest")).containsExactly("providers");
  }

  @Test
  void schema_isTheOneInDocs() throws IOException {
    Cli check = Cli.run("check", "--schema");

    assertThat(check)
        .isEqualTo(
            new Cli(ExitCode.FINE, Files.readString(Path.of("../docs/policy.schema.json")), ""));
  }

  @Test
  void nothingToCheck_isWrongUse() {
    Cli check = Cli.run("check");

    assertThat(check.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(check.err()).contains("Say what to check");
  }

  @Test
  void folder_standsForItsYamlFiles() throws IOException {
    Path a = file("a.yaml", "providers: []\n");
    Path b = file("b.yaml", "providers: []\n");
    file("c.txt", WRONG);

    assertThat(Cli.run("check", folder).out()).isEqualTo("%s: ok\n%s: ok\n".formatted(a, b));
  }

  @Test
  void folderWithoutPolicies_isAProblem() {
    Cli check = Cli.run("check", folder);

    assertThat(check.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(check.out()).isEqualTo(folder + ": error: there is no *.yaml in it\n");
  }

  @Test
  void unsetSecret_isAWarningUnlessSecretsAreAskedFor() throws IOException {
    Path policy =
        file(
            "chat.yaml",
            "providers: [{id: openai, api_keys: [{value: \"${secrets.get('keyway-test', 'unset')}\"}]}]\n");

    Cli lenient = Cli.run("check", policy);
    Cli strict = Cli.run("check", "--secrets", policy);

    assertThat(lenient.exitCode()).isEqualTo(ExitCode.FINE);
    assertThat(lenient.out()).contains("warning", "KEYWAY_TEST_UNSET");
    assertThat(strict.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(strict.out()).contains("error", "KEYWAY_TEST_UNSET");
  }

  @Test
  void whatTheHostDoes_isAWarningWhereThatIsSaid() throws IOException {
    Path policy =
        file(
            "chat.yaml",
            """
            on_http_request:
              - {type: jwt-validation}
              - {type: ai-gateway, config: {providers: []}}
            """);

    Cli plain = Cli.run("check", policy);
    Cli ignoring = Cli.run("check", "--ignore-host-actions", policy);

    assertThat(plain.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(plain.out())
        .contains("chat.yaml:2:12: error", "Envoy: envoy.filters.http.jwt_authn");
    assertThat(ignoring.exitCode()).isEqualTo(ExitCode.FINE);
    assertThat(ignoring.out())
        .contains("chat.yaml:2:12: warning", "jwt-validation is not carried out here");
  }

  @Test
  void whatTheHostDoes_countsInAConfigurationToo() throws IOException {
    file(
        "chat.yaml",
        "on_http_request: [{type: oauth}, {type: ai-gateway, config: {providers: []}}]\n");
    Path config = file("keyway.yaml", "policies: {chat: chat.yaml}\n");

    assertThat(Cli.run("check", config).exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(Cli.run("check", "--ignore-host-actions", config).exitCode())
        .isEqualTo(ExitCode.FINE);
    file("keyway.yaml", "policies: {chat: chat.yaml}\nignore_host_actions: true\n");
    assertThat(Cli.run("check", config).exitCode()).isEqualTo(ExitCode.FINE);
  }

  @Test
  void report_isMarkdown_andItsExitCodeSaysWhetherThePolicyLoads() throws IOException {
    Path policy = file("old.yaml", "on_http_request: [{type: oauth}, {type: ai-gateway}]\n");

    Cli report = Cli.run("check", "--report", policy);

    assertThat(report.exitCode()).isEqualTo(ExitCode.FINE);
    assertThat(report.out()).startsWith("# Moving `" + policy + "` to Keyway\n");
    file("old.yaml", WRONG);
    assertThat(Cli.run("check", "--report", policy).exitCode()).isEqualTo(ExitCode.PROBLEMS);
  }

  @Test
  void report_isAboutOnePolicy() throws IOException {
    Path policy = file("chat.yaml", "providers: []\n");
    Path config = file("keyway.yaml", "policies: {chat: chat.yaml}\n");

    assertThat(Cli.run("check", "--report").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("check", "--report", policy, policy).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("check", "--report", config).err()).contains("is a configuration");
    assertThat(Cli.run("check", "--report", folder.resolve("none.yaml")).err())
        .contains("there is no such file");
  }

  @Test
  void configuration_isCheckedWithThePoliciesItNames() throws IOException {
    Path policy = file("wrong.yaml", WRONG);
    Path config =
        file(
            "keyway.yaml",
            """
            policies: {chat: wrong.yaml}
            providers: {groqq: {base_url: "http://h"}}
            """);

    Cli check = Cli.run("check", config);

    assertThat(check.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(check.out())
        .contains(
            config
                + ":2:13: error: providers.groqq: there is no provider groqq in the catalogue or in"
                + " a policy (did you mean \"groq\"?)",
            policy + ":2:1: error: providres: unknown field");
  }

  @Test
  void configuration_isCheckedWithItsVaults() throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("secrets")).resolve("set"), "sk-1\n");
    file(
        "chat.yaml",
        """
        providers:
          - id: openai
            api_keys:
              - value: ${secrets.get('openai', 'set')}
              - value: ${secrets.get('openai', 'unset')}
              - value: ${secrets.get('openai', '../set')}
              - value: ${secrets.get('google', 'key')}
        """);
    Path config =
        file(
            "keyway.yaml",
            "policies: {chat: chat.yaml}\nvaults: {openai: {type: file, path: secrets}}\n");

    Cli check = Cli.run("check", config);

    assertThat(check.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(check.out())
        .contains(
            ":5:16: warning: ",
            "secret openai/unset (file " + folder + "/secrets/unset) is not set",
            ":6:16: error: ",
            "secret openai/../set can't be a file of its vault's folder",
            ":7:16: error: ",
            "secret google/key: there is no vault google; configured are: openai")
        .doesNotContain(":4:16");
  }

  @Test
  void configuration_thatIsGoodNamesEachFile() throws IOException {
    Path policy = file("chat.yaml", GOOD);
    Path config = file("keyway.yaml", "policies: {chat: chat.yaml}\n");

    assertThat(Cli.run("check", config).out())
        .contains(config + ": ok")
        .contains(policy.toString());
  }

  @Test
  void fileThatIsNotThere_isNamed() {
    Cli check = Cli.run("check", folder.resolve("none.yaml"));

    assertThat(check.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(check.err()).isEqualTo("keyway: " + folder + "/none.yaml: there is no such file\n");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
