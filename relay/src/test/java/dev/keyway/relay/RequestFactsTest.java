package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.access.Caller;
import dev.keyway.access.ContextSigning;
import dev.keyway.access.HostContext;
import dev.keyway.access.Listener;
import dev.keyway.access.PolicyRef;
import dev.keyway.access.SignedContext;
import dev.keyway.testing.TestCertificate;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rule sees of the connection that a request came by. */
class RequestFactsTest {

  private static final String ECHO =
      """
      on_http_request:
        - type: custom-response
          config:
            status_code: 200
            body: >-
              ${req.url} ${req.version} ${conn.client_ip} ${string(conn.client_port == null)}
              ${string(conn.server_ip == null ? 'none' : conn.server_ip)}
              ${string(conn.server_port == null ? 0 : conn.server_port)}
        - {type: ai-gateway, config: {providers: []}}
      """;

  @TempDir static Path folder;

  @Test
  void plain_request_has_the_address_it_came_to() throws Exception {
    try (RelayStage stage = RelayStage.of(made -> made.policy(ECHO))) {
      assertThat(Client.send(Client.chat(stage, Client.HELLO)).body())
          .isEqualTo(
              "http://127.0.0.1:%d/v1/chat/completions HTTP/1.1 127.0.0.1 false 127.0.0.1 %d"
                  .formatted(stage.port(), stage.port()));
    }
  }

  @Test
  void http2_request_has_a_host_like_others() throws Exception {
    TestCertificate certificate = new TestCertificate(folder);
    ListenerSettings.Tls files =
        new ListenerSettings.Tls(certificate.certificateFile(), certificate.keyFile());
    try (RelayStage stage = RelayStage.of(made -> made.policy(ECHO).tls(files));
        HttpClient http =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(certificate.trusting())
                .build()) {
      assertThat(
              http.send(Client.chat(stage, Client.HELLO).build(), BodyHandlers.ofString()).body())
          .isEqualTo(
              "https://127.0.0.1:%d/v1/chat/completions HTTP/2.0 127.0.0.1 false 127.0.0.1 %d"
                  .formatted(stage.port(), stage.port()));
    }
  }

  @Test
  void request_by_a_host_gateway_has_what_the_host_says_of_it() throws Exception {
    try (RelayStage stage =
        RelayStage.of(made -> made.policy(ECHO).listener(new Listener.Gateway()))) {
      HttpRequest.Builder request =
          Client.chat(stage, Client.HELLO)
              .header("x-forwarded-proto", "https")
              .header(SignedContext.HEADER, context(stage));
      assertThat(Client.send(request).body())
          .isEqualTo(
              "https://127.0.0.1:%d/v1/chat/completions HTTP/1.1 203.0.113.9 true none 0"
                  .formatted(stage.port()));
    }
  }

  /** A route's own names, and a prefix that its gateway did not take off. */
  @Test
  void request_of_a_route_has_its_names_and_the_path_below_its_prefix() throws Exception {
    String policy =
        """
        on_http_request:
          - expressions: ["vars.team == 'search' && !has(vars.plan)"]
            actions:
              - {type: custom-response, config: {status_code: 200, body: "${vars.team} ${req.url.path}"}}
          - actions: [{type: ai-gateway, config: {providers: []}}]
        """;
    try (RelayStage stage =
        RelayStage.of(made -> made.policy(policy).listener(new Listener.Gateway()))) {
      HostContext context =
          new HostContext(
              Caller.unknown(null),
              "route",
              "/teams",
              Map.of("team", "search"),
              new PolicyRef.Named(StagePolicy.NAME),
              Instant.now());
      for (String path : List.of("/teams/v1/models", "/v1/models")) {
        HttpRequest.Builder request =
            HttpRequest.newBuilder(stage.url(path))
                .header(SignedContext.HEADER, token(stage, context));
        assertThat(Client.send(request).body()).isEqualTo("search /v1/models");
      }
    }
  }

  @Test
  void forwarded_scheme_of_a_client_counts_for_nothing() throws Exception {
    try (RelayStage stage = RelayStage.of(made -> made.policy(ECHO))) {
      HttpRequest.Builder request =
          Client.chat(stage, Client.HELLO).header("x-forwarded-proto", "https");
      assertThat(Client.send(request).body()).startsWith("http://");
    }
  }

  private static String context(RelayStage stage) {
    HostContext context =
        new HostContext(
            Caller.unknown("203.0.113.9"),
            "route",
            "",
            new PolicyRef.Named(StagePolicy.NAME),
            Instant.now());
    return token(stage, context);
  }

  private static String token(RelayStage stage, HostContext context) {
    return ((ContextSigning.Signed) SignedContext.sign(context, stage.contextKeys)).token();
  }
}
