package dev.keyway.testkit.apisix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyway.scripted.Received;
import dev.keyway.scripted.ScriptedProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApisixFrontTest {

  private static final String APISIX_YAML =
      """
      routes:
        - id: open
          uri: /open/*
          upstream_id: relay
          plugins:
            key-auth: {anonymous_consumer: nobody}
            proxy-rewrite: {regex_uri: ["^/open/(.*)", "/$1"]}
            ext-plugin-post-req: {conf: [{name: keyway, value: "{}"}]}
        - id: closed
          uris: [/closed/*]
          upstream_id: relay
          plugins:
            key-auth: {hide_credentials: true}
        - id: early
          uri: /early/*
          upstream_id: relay
          plugins:
            key-auth: {}
            ext-plugin-pre-req: {conf: [{name: keyway, value: "{}"}]}
        - id: where-there-is-a-key
          uri: /perhaps/*
          upstream_id: relay
          plugins:
            key-auth: {_meta: {filter: [[http_apikey, "~~", ".+"]]}}
            ext-plugin-post-req: {conf: [{name: keyway, value: "{}"}]}
      upstreams:
        - {id: relay, nodes: {"relay.example:8710": 1}, type: roundrobin, pass_host: node}
      consumers:
        - {username: rita, group_id: research, plugins: {key-auth: {key: ritas}}}
        - {username: mallory, plugins: {key-auth: {key: mallorys}}}
        - {username: jo, group_id: gone, plugins: {key-auth: {key: jos}}}
        - {username: nobody, plugins: {}}
      consumer_groups:
        - {id: research, plugins: {}}
      #END
      """;

  private static final String BODY =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

  @TempDir private Path folder;
  private ScriptedProvider upstream;
  private StubRunner runner;
  private ApisixFront front;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws IOException {
    assumeTrue(ApisixFront.canStart() || Boolean.parseBoolean(System.getenv("CI")), "needs nginx");
    upstream = ScriptedProvider.start("upstream");
    Path socket = folder.resolve("s");
    runner = new StubRunner(socket);
    front = ApisixFront.start(APISIX_YAML, new ApisixFront.Place(socket, upstream.url(), folder));
  }

  @AfterEach
  void close() throws IOException {
    if (front != null) {
      front.close();
      runner.close();
      upstream.close();
    }
  }

  @Test
  void consumer_isToldToRunnerAndUpstream_whateverTheClientSends() throws Exception {
    HttpResponse<String> answer =
        ask(
            "/open/v1/chat/completions?a=%20b",
            Map.of(
                "apikey", "ritas",
                "x-consumer-username", "somebody",
                "x-credential-identifier", "somebody",
                "x-keyway-context", "spoofed"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Received seen = upstream.received().getFirst();
    assertThat(seen.target()).isEqualTo("/v1/chat/completions?a=%20b");
    assertThat(seen.text()).isEqualTo(BODY);
    assertThat(seen.headers("x-consumer-username")).containsExactly("rita");
    assertThat(seen.headers("x-credential-identifier")).isEmpty();
    assertThat(seen.headers("x-keyway-context")).containsExactly("rita|research");
    assertThat(seen.headers("host")).containsExactly("relay.example:8710");
    assertThat(seen.headers("x-peer-uri")).isEmpty();
  }

  /** Nothing tells it from other consumers. */
  @Test
  void somebodyWithoutAKey_isTheAnonymousConsumer() throws Exception {
    assertThat(ask("/open/v1/chat/completions", Map.of("apikey", "wrong")).statusCode())
        .isEqualTo(200);

    Received seen = upstream.received().getFirst();
    assertThat(seen.headers("x-keyway-context")).containsExactly("nobody|null");
    assertThat(seen.headers("x-consumer-username")).containsExactly("nobody");
    assertThat(seen.headers("x-anonymous-consumer")).isEmpty();
  }

  @Test
  void withoutAnAnonymousConsumer_aKeyIsNeeded() throws Exception {
    assertThat(ask("/closed/v1/chat/completions", Map.of()).statusCode()).isEqualTo(401);
    assertThat(upstream.received()).isEmpty();

    assertThat(ask("/closed/v1/chat/completions", Map.of("apikey", "ritas")).statusCode())
        .isEqualTo(200);
    assertThat(upstream.received().getFirst().headers("apikey")).isEmpty();
  }

  @Test
  void beforeAuthentication_thereIsNoConsumer() throws Exception {
    assertThat(ask("/early/v1/chat/completions", Map.of("apikey", "ritas")).statusCode())
        .isEqualTo(200);

    Received seen = upstream.received().getFirst();
    assertThat(seen.headers("x-keyway-context")).containsExactly("null|null");
  }

  @Test
  void filteredPlugin_runsWhereItsFilterIsSo() throws Exception {
    String path = "/perhaps/v1/chat/completions";
    assertThat(ask(path, Map.of()).statusCode()).isEqualTo(200);
    assertThat(ask(path, Map.of("apikey", "ritas")).statusCode()).isEqualTo(200);
    assertThat(ask(path, Map.of("apikey", "wrong")).statusCode()).isEqualTo(401);

    assertThat(upstream.received())
        .extracting(seen -> seen.header("x-keyway-context"))
        .containsExactly("null|null", "rita|research");
  }

  @Test
  void runnersAnswer_isTheClients() throws Exception {
    HttpResponse<String> answer = ask("/open/v1/chat/completions", Map.of("apikey", "mallorys"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).isEqualTo("not you");
    assertThat(upstream.received()).isEmpty();
  }

  @Test
  void consumerOfAGroupThatIsGone_isNotServed() throws Exception {
    assertThat(ask("/open/v1/chat/completions", Map.of("apikey", "jos")).statusCode())
        .isEqualTo(503);
  }

  /** Each consumer has a configuration of its own, and so has each state of the file. */
  @Test
  void configuration_isPreparedForEachConsumer_andAgainWhenItChanges() throws Exception {
    ask("/open/v1/chat/completions", Map.of("apikey", "ritas"));
    ask("/open/v1/chat/completions", Map.of("apikey", "wrong"));
    ask("/open/v1/chat/completions", Map.of("apikey", "ritas"));
    assertThat(runner.prepared).hasValue(2);

    front.reload(APISIX_YAML);
    ask("/open/v1/chat/completions", Map.of("apikey", "ritas"));
    assertThat(runner.prepared).hasValue(3);
  }

  @Test
  void pathOfNoRoute_isNotFound() throws Exception {
    assertThat(ask("/other", Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void fileThatApisixWouldNotTake_isRefused() {
    assertThatThrownBy(() -> front.reload(APISIX_YAML.replace("#END", "")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ApisixYml.read(APISIX_YAML, ApisixVersion.V3_9, 1))
        .hasMessageContaining("anonymous_consumer");
  }

  private HttpResponse<String> ask(String path, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(front.url() + path))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(BODY));
    headers.forEach(request::header);
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
