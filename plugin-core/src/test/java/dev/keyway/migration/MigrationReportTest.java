package dev.keyway.migration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.secret.EnvironmentStore;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MigrationReportTest {

  private static final String CANARY = "sk-canary-0123456789";

  private static final String OPENAI =
      """
        - type: ai-gateway
          config:
            providers: [{id: openai, api_keys: [{value: "${secrets.get('openai', 'key')}"}]}]
      """;

  @Test
  void fileThatLoads_saysSo_andHowItIsRun() {
    MigrationReport report = report("on_http_request:\n" + OPENAI);

    assertThat(report.loads()).isTrue();
    assertThat(report.text())
        .startsWith("# Moving `old.yaml` to Keyway\n\n**It loads as it is.**\n")
        .contains("1. always:\n   - `ai-gateway`: openai (one key)\n")
        .contains("| `openai/key` | `OPENAI_KEY` | yes |")
        .contains("./keyway serve old.yaml\n")
        .doesNotContain("## What the host gateway does", "## Must be changed", CANARY);
  }

  @Test
  void configurationOfTheActionAlone_isOneRule() {
    assertThat(report("providers: []\n").text())
        .contains(
            "1. always:\n   - `ai-gateway`: every built-in provider, with the client's own key\n");
  }

  @Test
  void whatTheHostDoes_isListedWithItsLines_andKeepsNothingFromLoading() {
    MigrationReport report =
        report(
            """
            on_http_request:
              - actions: [{type: restrict-ips, config: {allow: [10.0.0.0/8]}}]
              - actions: [{type: restrict-ips, config: {deny: [10.9.0.0/16]}}]
            """
                + OPENAI);

    assertThat(report.loads()).isTrue();
    assertThat(report.text())
        .contains("**It loads with `--ignore-host-actions`**", "left to it in 2 places")
        .contains("| `restrict-ips` | 2, 3 | ip-restriction | ip-restriction |")
        .contains("   - `restrict-ips`: **left to the host gateway**\n")
        .contains("./keyway serve old.yaml --ignore-host-actions\n")
        .doesNotContain("Good to know");
  }

  @Test
  void whatStandsAtConnections_isTheHostsWhateverItIs() {
    assertThat(
            report(
                    """
                    on_tcp_connect: [{type: deny}]
                    on_http_request:
                    """
                        + OPENAI)
                .text())
        .contains("   - `deny`: **left to the host gateway**\n", "| `on_tcp_connect` | 1 |");
  }

  @Test
  void whatKeepsItFromLoading_isListedWithPlaceAndNearestName() {
    MigrationReport report = report("on_http_request:\n" + OPENAI + "on_http_requset: []\n");

    assertThat(report.loads()).isFalse();
    assertThat(report.text())
        .contains("**It does not load yet**: one place must be changed first.")
        .contains(
            "| `on_http_requset`, line 5:1 | unknown field (did you mean `on_http_request`?) |");
  }

  @Test
  void actionNobodyKnows_isMarkedWhereItStands() {
    assertThat(report("on_http_request:\n  - type: ai-gatway\n").text())
        .contains("   - `ai-gatway`: **does not run here**\n");
  }

  @Test
  void noDocument_isReportedAsSuch() {
    MigrationReport report = report("{");

    assertThat(report.loads()).isFalse();
    assertThat(report.text()).contains("## Must be changed").doesNotContain("## What runs here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "req.headers['authorization'][0] != 'Bearer sk-canary-0123456789' # req.headers['authorization'][0] != '****'",
        "req.headers['x-team'][0] == secrets.get('teams', 'a-long-name-of-a-secret') # req.headers['x-team'][0] == secrets.get('teams', 'a-long-name-of-a-secret')",
        "req.headers['x-a'][0] == \"sk-canary-0123456789\" # req.headers['x-a'][0] == '****'",
        "req.method == 'POST' && req.url.path.startsWith('/v1/chat') # req.method == 'POST' && req.url.path.startsWith('/v1/chat')",
      })
  void whatMayBeASecretInAnExpression_isHidden(String expression, String shown) {
    String text =
        report(
                "on_http_request:\n  - expressions:\n      - |-\n        %s\n    actions: [{type: deny}]\n"
                        .formatted(expression)
                    + OPENAI)
            .text();

    assertThat(text).contains("when `" + shown + "`:").doesNotContain("canary");
  }

  @Test
  void difference_countsWhereTheFileHoldsWhatItIsAbout_unlessItSaysOtherwise() {
    assertThat(topics("on_http_request:\n" + OPENAI))
        .contains("Failover", "Who may call")
        .doesNotContain("Metrics", "Rules on answers", "Secrets with one name");
    assertThat(
            topics(
                """
                failover: {on: any_error}
                access: {require: none}
                providers: [{id: openai, api_keys: [{value: "${secrets.get('key')}"}]}]
                model_selection: {strategy: ["ai.models.sortBy(m, m.metrics.global.error_rate.total)"]}
                """))
        .contains("Metrics", "Secrets with one name")
        .doesNotContain("Failover", "Who may call");
  }

  static List<Difference> differences() {
    return Difference.all();
  }

  @ParameterizedTest
  @MethodSource("differences")
  void difference_isAboutOneThing(Difference row) {
    assertThat(Stream.of(row.field(), row.action(), row.phase(), row.mentions()))
        .as(row.topic())
        .filteredOn(one -> one != null)
        .hasSize(1);
    assertThat(row.here()).isNotBlank().doesNotEndWith(".");
  }

  private static List<String> topics(String policy) {
    return report(policy).differences().stream().map(Difference::topic).toList();
  }

  private static MigrationReport report(String policy) {
    return MigrationReport.of(
        "old.yaml",
        "old",
        policy.getBytes(UTF_8),
        vault ->
            EnvironmentStore.forVault(vault, Map.of("OPENAI_KEY", CANARY, "KEY", CANARY)::get));
  }
}
