package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

  private static final String POLICY =
      """
      providers:
        - id: openai
          api_keys:
            - {value: "${secrets.get('keyway-test', 'one')}"}
            - {value: "${secrets.get('keyway-test', 'two')}"}
      """;

  @TempDir private Path folder;
  private Path policy;
  private Path request;

  @BeforeEach
  void write() throws IOException {
    policy = file("chat.yaml", POLICY);
    request = file("request.json", "{\"model\":\"gpt-4o\",\"messages\":[]}\n");
  }

  @Test
  void plan_isToldInOnePage() {
    Cli explain = Cli.run("explain", policy, "--request", request, "--answers", "429:20s,200");

    assertThat(explain.exitCode()).isEqualTo(ExitCode.FINE);
    assertThat(explain.out())
        .isEqualTo(
            """
            gpt-4o: POST /v1/chat/completions from somebody (by access key)
            policy chat, seed 1

            Candidates
              1  openai:gpt-4o

            Keys
              openai:gpt-4o: keyway-test/one, keyway-test/two (listed order)

            Attempts
              #  model          key              answer   and then
              1  openai:gpt-4o  keyway-test/one  429:20s  cools down for 20 s; next key
              2  openai:gpt-4o  keyway-test/two  200
              → the client gets this answer: 200

            Sent as 1, 2
              POST https://api.openai.com/v1/chat/completions
              content-type: application/json
              accept-encoding: identity
              authorization: Bearer ****
              {"model":"gpt-4o","messages":[]}
            """);
    assertThat(explain.err())
        .isEqualTo(
            """
            note: not set here, so stand-ins take their place: keyway-test/one (KEYWAY_TEST_ONE), keyway-test/two (KEYWAY_TEST_TWO)
            """);
  }

  @Test
  void refusal_isAResult() throws IOException {
    Path other = file("other.json", "{\"model\":\"gpt-4oo\",\"messages\":[]}");

    Cli explain = Cli.run("explain", policy, "--request", other);

    assertThat(explain.exitCode()).isEqualTo(ExitCode.FINE);
    assertThat(explain.out())
        .contains("Left out\n  gpt-4oo  no provider is known to have it; nearest: gpt-4o")
        .contains("Nobody is called\n  → the client gets 422 no_matching_models: No model matches");
  }

  @Test
  void json_isOneObject() throws IOException {
    Cli explain = Cli.run("explain", policy, "--request", request, "--json", "--seed", "7");

    JsonNode json = new ObjectMapper().readTree(explain.out());
    assertThat(json.get("seed").asInt()).isEqualTo(7);
    assertThat(json.get("attempts")).hasSize(2);
    assertThat(explain.err()).isEmpty();
  }

  @Test
  void allThatIsWrong_isSaidAtOnce() throws IOException {
    Path wrong = file("wrong.yaml", "providres: []\n");
    Path client = file("client.yaml", "consumr: a\n");

    Cli explain =
        Cli.run("explain", wrong, "--request", folder.resolve("none.json"), "--client", client);

    assertThat(explain.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(explain.err())
        .isEqualTo(
            """
            %1$s/wrong.yaml:1:1: error: providres: unknown field (did you mean "providers"?)
            %1$s/client.yaml:1:1: error: consumr: unknown field (did you mean "consumer"?)
            %1$s/none.json: error: there is no such file
            """
                .formatted(folder));
    assertThat(explain.out()).isEmpty();
  }

  @Test
  void problems_asJsonAreThoseOfCheck() throws IOException {
    Path wrong = file("wrong.yaml", "providres: []\n");

    Cli explain = Cli.run("explain", wrong, "--request", request, "--json");

    assertThat(explain.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(new ObjectMapper().readTree(explain.out()).findValuesAsText("nearest"))
        .containsExactly("providers");
  }

  @Test
  void client_isTheOneDescribed() throws IOException {
    Path by =
        file(
            "by.yaml",
            POLICY
                + """
                api_key_selection:
                  strategy: ["client.consumer == 'batch' ? ai.keys.only(['keyway-test/two']) : ai.keys"]
                """);
    Path client = file("client.yaml", "{vouched_by: host, consumer: batch, client_ip: 10.0.0.9}\n");

    Cli explain = Cli.run("explain", by, "--request", request, "--client", client);

    assertThat(explain.out())
        .contains("from batch (the host gateway says)")
        .contains("openai:gpt-4o: keyway-test/two (by strategy 1)");
  }

  @Test
  void anthropicVersion_makesItMessages() {
    Cli explain =
        Cli.run(
            "explain", policy, "--request", request, "--header", "anthropic-version: 2023-06-01");

    assertThat(explain.out()).contains("POST /v1/messages");
  }

  @Test
  void against_saysWhatAnotherPolicyWouldDo() throws IOException {
    Path changed = file("changed.yaml", POLICY + "api_key_selection: {strategy: ['ai.keys[1]']}\n");

    Cli explain = Cli.run("explain", policy, "--request", request, "--against", changed);

    assertThat(explain.exitCode()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(explain.out())
        .isEqualTo(
            """
            gpt-4o: POST /v1/chat/completions from somebody (by access key)
            policy chat → changed, seed 1: 2 differences

            Keys of openai:gpt-4o
              - 1  keyway-test/one

            Attempts
              - 1  openai:gpt-4o with keyway-test/one
            """);
  }

  @Test
  void againstTheSame_isFine() {
    Cli explain = Cli.run("explain", policy, "--request", request, "--against", policy);

    assertThat(explain.exitCode()).isEqualTo(ExitCode.FINE);
    assertThat(explain.out()).contains("policy chat → chat, seed 1: no difference");
  }

  @Test
  void wrongUsage_saysWhatIsExpected() {
    assertThat(Cli.run("explain", policy).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("explain", policy, "--request", request, "--path", "v1/messages").err())
        .contains("A path begins with a slash, such as /v1/messages: v1/messages");
    assertThat(Cli.run("explain", policy, "--request", request, "--path", "/v2/x").out())
        .contains("404 unknown_path");
    assertThat(Cli.run("explain", policy, "--request", request, "--answers", "200,slow").err())
        .contains("expected a status such as 429");
    assertThat(Cli.run("explain", policy, "--request", request, "--header", "x").err())
        .contains("'NAME: VALUE'");
    assertThat(
            Cli.run("explain", policy, "--request", request, "--provider-url", "opnai=http://x.y")
                .err())
        .contains("--provider-url: error: there is no provider opnai")
        .contains("did you mean \"openai\"?");
    assertThat(Cli.run("explain", policy, "--request", request, "--now", "noon").err())
        .contains("2026-11-26T09:00:00Z");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
