package dev.keyway.testkit.kong;

import static org.assertj.core.api.Assertions.assertThat;
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

class KongFrontTest {

  private static final String KONG_YML =
      """
      _format_version: "3.0"
      services:
        - name: relay
          url: http://relay.example:8710
          routes:
            - name: open
              paths: [/open]
              plugins:
                - {name: key-auth, config: {anonymous: nobody}}
                - {name: keyway, config: {policy: chat}}
            - name: closed
              paths: [/closed]
              strip_path: false
              plugins: [{name: key-auth}]
            - name: token
              paths: [/token]
              plugins: [{name: jwt}, {name: keyway, config: {policy: chat}}]
      consumers:
        - {username: rita, custom_id: r-1, keyauth_credentials: [{key: ritas}]}
        - {username: mallory, keyauth_credentials: [{key: mallorys}]}
        - {username: jo, jwt_secrets: [{key: jos, secret: a-secret-of-some-length}]}
        - {username: nobody}
      """;

  private static final String BODY =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

  @TempDir private Path folder;
  private ScriptedProvider upstream;
  private StubPlugin plugin;
  private KongFront front;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws IOException {
    assumeTrue(KongFront.canStart() || Boolean.parseBoolean(System.getenv("CI")), "needs nginx");
    upstream = ScriptedProvider.start("upstream");
    plugin = new StubPlugin(folder.resolve("s"));
    front =
        KongFront.start(KONG_YML, new KongFront.Place(folder.resolve("s"), upstream.url(), folder));
  }

  @AfterEach
  void close() throws IOException {
    if (front != null) {
      front.close();
      plugin.close();
      upstream.close();
    }
  }

  @Test
  void consumer_isToldToPluginAndUpstream_whateverTheClientSends() throws Exception {
    HttpResponse<String> answer =
        ask(
            "/open/v1/chat/completions?a=%20b",
            Map.of(
                "apikey", "ritas",
                "x-consumer-username", "somebody",
                "x-anonymous-consumer", "true",
                "x-keyway-context", "spoofed"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Received seen = upstream.received().getFirst();
    assertThat(seen.target()).isEqualTo("/v1/chat/completions?a=%20b");
    assertThat(seen.text()).isEqualTo(BODY);
    assertThat(seen.headers("x-consumer-username")).containsExactly("rita");
    assertThat(seen.headers("x-consumer-custom-id")).containsExactly("r-1");
    assertThat(seen.headers("x-anonymous-consumer")).isEmpty();
    assertThat(seen.headers("x-keyway-context")).containsExactly("rita|known|NULL_VALUE");
    assertThat(seen.headers("host")).containsExactly("relay.example:8710");
    assertThat(seen.headers("x-forwarded-prefix")).containsExactly("/open");
    assertThat(seen.headers("x-peer-uri")).isEmpty();
  }

  @Test
  void somebodyWithoutAKey_isTheAnonymousConsumer() throws Exception {
    assertThat(ask("/open/v1/chat/completions", Map.of("apikey", "wrong")).statusCode())
        .isEqualTo(200);

    Received seen = upstream.received().getFirst();
    assertThat(seen.headers("x-anonymous-consumer")).containsExactly("true");
    assertThat(seen.headers("x-keyway-context")).containsExactly("nobody|none|NULL_VALUE");
  }

  @Test
  void withoutAnAnonymousConsumer_aKeyIsNeeded() throws Exception {
    assertThat(ask("/closed/v1/chat/completions", Map.of()).statusCode()).isEqualTo(401);
    assertThat(upstream.received()).isEmpty();
  }

  @Test
  void pluginsAnswer_isTheClients() throws Exception {
    HttpResponse<String> answer = ask("/open/v1/chat/completions", Map.of("apikey", "mallorys"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).isEqualTo("not you");
    assertThat(upstream.received()).isEmpty();
  }

  @Test
  void token_isShownToPlugins_afterItsSignatureWasGood() throws Exception {
    String good = JsonWebToken.signed("jos", "a-secret-of-some-length", Map.of("plan", "pro"));
    String forged = JsonWebToken.signed("jos", "another-secret", Map.of("plan", "pro"));
    String path = "/token/v1/chat/completions";

    assertThat(ask(path, Map.of("authorization", "Bearer " + good)).statusCode()).isEqualTo(200);
    assertThat(ask(path, Map.of("authorization", "Bearer " + forged)).statusCode()).isEqualTo(401);

    assertThat(upstream.received())
        .extracting(seen -> seen.header("x-keyway-context"))
        .containsExactly("jo|known|" + good);
  }

  @Test
  void pathOfNoRoute_isNotFound() throws Exception {
    assertThat(ask("/other", Map.of()).statusCode()).isEqualTo(404);
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
