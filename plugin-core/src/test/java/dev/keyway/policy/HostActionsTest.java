package dev.keyway.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.document.DataFile;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.policy.PolicyReader.Origin;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the host gateway does: never carried out in silence, and always with what to use there. */
class HostActionsTest {

  /**
   * Every type of action in the vendor's list, as of August 2026, and what it was called before.
   */
  private static final List<String> DOCUMENTED =
      List.of(
          "add-headers",
          "ai-gateway",
          "basic-auth",
          "circuit-breaker",
          "close-connection",
          "compress-response",
          "custom-response",
          "deny",
          "forward-internal",
          "http-request",
          "jwt-validation",
          "log",
          "oauth",
          "oidc",
          "openid-connect",
          "owasp-crs-request",
          "owasp-crs-response",
          "rate-limit",
          "redirect",
          "remove-headers",
          "request-body-find-replace",
          "response-body-find-replace",
          "restrict-ips",
          "saml",
          "set-vars",
          "sse-find-replace",
          "terminate-tls",
          "url-rewrite",
          "verify-webhook");

  private static final String GUARDED =
      """
      on_http_request:
        - expressions: []
          actions:
            - {type: restrict-ips, config: {allow: [10.0.0.0/8]}}
            - type: ai-gateway
              config: {providers: []}
      """;

  static List<HostAction> rows() {
    return DataFile.rows(HostAction.class, "host-actions.yaml", HostAction::of);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row_isComplete(HostAction row) {
    assertThat(row.names()).isNotEmpty();
    assertThat(Stream.of(row.kong(), row.apisix(), row.envoy(), row.why()))
        .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("\n").doesNotEndWith("."));
    assertThat(row.asOf()).matches("20\\d\\d-(0[1-9]|1[0-2])");
    assertThat(row.sources()).hasSizeGreaterThanOrEqualTo(3).allMatch(one -> one.contains("/"));
  }

  @Test
  void names_areUsedOnce() {
    assertThat(rows().stream().flatMap(row -> row.names().stream())).doesNotHaveDuplicates();
  }

  @Test
  void everyDocumentedAction_isKnown() {
    assertThat(Set.copyOf(Actions.known())).isEqualTo(Set.copyOf(DOCUMENTED));
    assertThat(Actions.known()).doesNotHaveDuplicates();
  }

  @Test
  void hostsAction_isAnErrorThatNamesWhatToUse() {
    assertThat(read(GUARDED, new Origin.Operator()))
        .isEqualTo(
            "4:16 ERROR restrict-ips is for the host gateway: remove it here and use what it has"
                + " (Kong: ip-restriction; APISIX: ip-restriction; Envoy: envoy.filters.http.rbac"
                + " (remote_ip)): the host sees where clients come from, Keyway where the host does;"
                + " --ignore-host-actions makes this a warning");
  }

  @Test
  void hostsAction_isAWarningWhereTheOperatorLeavesItToTheHost() {
    assertThat(read(GUARDED, new Origin.Operator(HostActions.IGNORED)))
        .isEqualTo(
            "4:16 WARNING restrict-ips is not carried out here, the host gateway must do it"
                + " (Kong: ip-restriction; APISIX: ip-restriction; Envoy: envoy.filters.http.rbac"
                + " (remote_ip)): the host sees where clients come from, Keyway where the host does");
  }

  @Test
  void hostsAction_isAnErrorInTheHostsOwnConfiguration() {
    assertThat(read(GUARDED, new Origin.Inline(Set.of())))
        .startsWith("4:16 ERROR restrict-ips is for the host gateway")
        .doesNotContain("--ignore");
  }

  @Test
  void phaseOfConnections_isTheHosts() {
    String policy =
        """
        on_tcp_connect: [{type: restrict-ips, config: {allow: [10.0.0.0/8]}}]
        on_http_request: [{type: ai-gateway, config: {providers: []}}]
        """;

    assertThat(read(policy, new Origin.Operator()))
        .startsWith("1:1 ERROR on_tcp_connect is for the host gateway");
    assertThat(read(policy, new Origin.Operator(HostActions.IGNORED)))
        .startsWith("1:1 WARNING on_tcp_connect is not carried out here");
  }

  @Test
  void phaseOfConnections_mayBeEmpty() {
    String policy =
        "on_tcp_connect: []\non_http_request: [{type: ai-gateway, config: {providers: []}}]";

    assertThat(read(policy, new Origin.Operator())).isEmpty();
  }

  /** The one problem: its place, how bad it is, and what it says. */
  private static String read(String policy, Origin origin) {
    List<Problem> problems =
        Policies.problems(
            Policies.reader(Severity.ERROR, origin).read("test", policy.getBytes(UTF_8)));
    return problems.isEmpty()
        ? ""
        : problems.stream()
            .map(one ->
                "%d:%d %s %s".formatted(one.line(), one.column(), one.severity(), one.message()))
            .reduce((a, b) -> a + "\n" + b)
            .orElseThrow();
  }
}
