package dev.keyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.Answer;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.provider.PreparedAttempt;
import dev.keyway.record.RecordJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The examples of docs/rules.md do what the page says. */
class RulesPageTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("\n###? ([^\n]+)\n(?:(?!\n##).)*?\n```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Map<String, String> EXAMPLES = examples();

  @Test
  void everyAction_hasAnExample() {
    assertThat(EXAMPLES)
        .containsOnlyKeys(
            "A rule",
            "custom-response",
            "deny",
            "set-vars",
            "add-headers, remove-headers",
            "log",
            "rate-limit",
            "url-rewrite",
            "redirect",
            "request-body-find-replace",
            "Rules for answers",
            "response-body-find-replace",
            "sse-find-replace");
  }

  @Test
  void aRule() {
    Stage stage = Stage.of(Map.of(), EXAMPLES.get("A rule"));
    assertThat(answer(stage.begin()).status()).isEqualTo(403);
    stage.headers = Headers.of("x-team", "blue");
    assertThat(answer(stage.begin()).headers().first("x-keyway-error")).isEqualTo("no_api_key");
  }

  @Test
  void customResponse() {
    Stage stage = stage("custom-response", null, "/healthz");
    Answer answer = answer(stage.begin());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().first("content-type")).isEqualTo("application/json");
    assertThat(Stage.text(answer)).contains("{\"ok\": true, \"at\": \"2026-11-02T12:00:00Z\"}");
    assertThat(stage("custom-response").begin()).isInstanceOf(Opening.Open.class);
  }

  @Test
  void deny() {
    assertThat(answer(stage("deny", null, "/v2/chat/completions").begin()).status()).isEqualTo(404);
    assertThat(stage("deny").begin()).isInstanceOf(Opening.Open.class);
  }

  @Test
  void setVars() {
    assertThat(stage("set-vars", "green", null).begin()).isInstanceOf(Opening.Open.class);
    assertThat(answer(stage("set-vars", "red", null).begin()).status()).isEqualTo(403);
    assertThat(answer(stage("set-vars").begin()).status()).isEqualTo(403);
  }

  @Test
  void headers() {
    assertThat(sent(stage("add-headers, remove-headers", "blue", null)).headers().all("x-team"))
        .containsExactly("guest");
  }

  @Test
  void log() {
    Stage stage = stage("log", "blue", "/nowhere");
    stage.begin();
    assertThat(RecordJson.line(stage.records.getFirst()))
        .contains("\"logs\":[{\"metadata\":{\"stage\":\"trial\",\"who\":{\"team\":\"blue\"}}}]");
  }

  @Test
  void rateLimit() {
    Stage stage = stage("rate-limit", "blue", null);
    assertThat(stage.begin()).isInstanceOf(Opening.Open.class);
    assertThat(stage.begin()).isInstanceOf(Opening.Open.class);
    Answer limited = answer(stage.begin());
    assertThat(limited.status()).isEqualTo(429);
    assertThat(limited.headers().contains("retry-after")).isTrue();
    stage.headers = Headers.of("x-team", "green");
    assertThat(stage.begin()).isInstanceOf(Opening.Open.class);
  }

  @Test
  void urlRewrite() {
    assertThat(sent(stage("url-rewrite", null, "/openai/v1/chat/completions")).target().getPath())
        .isEqualTo("/v1/chat/completions");
  }

  @Test
  void redirect() {
    Answer answer = answer(stage("redirect", null, "/v0/chat/completions").begin());
    assertThat(answer.status()).isEqualTo(308);
    assertThat(answer.headers().first("location")).isEqualTo("/v1/chat/completions");
  }

  @Test
  void requestBodyFindReplace() {
    Opening opening =
        stage("request-body-find-replace")
            .beginWith(Stage.HELLO.replace("Hello", "I am me@b.example"));
    PreparedAttempt attempt = Stage.sent(((Opening.Open) opening).exchange().first());
    assertThat(new String(ByteSlice.join(attempt.body()), StandardCharsets.UTF_8))
        .contains("\"I am [mail]\"");
  }

  @Test
  void rulesForAnswers() {
    Answer answer = Stage.answer(answered("Rules for answers", 500, "application/json", "{}"));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers().first("retry-after")).isEqualTo("30");
    assertThat(Stage.text(answer)).contains("We are busy.");
  }

  @Test
  void responseBodyFindReplace() {
    Move move =
        answered("response-body-find-replace", 200, "application/json", "{\"n\":\"078-05-1120\"}");
    assertThat(edited(move, "{\"n\":\"078-05-1120\"}")).isEqualTo("{\"n\":\"[SSN]\"}");
  }

  @Test
  void sseFindReplace() {
    String event =
        "retry: 100\ndata: {\"choices\":[{\"delta\":{\"content\":\"to a.b@example.com\"}}]}\n\n";
    Move move = answered("sse-find-replace", 200, "text/event-stream", event);
    assertThat(edited(move, event)).contains("retry: 5000\n", "\"to [mail]\"");
  }

  private static Move answered(String heading, int status, String contentType, String body) {
    Stage stage =
        Stage.of(
            Map.of("OPENAI_KEY", "sk-openai-0123456789"),
            """
            on_http_request:
              - type: ai-gateway
                config:
                  only_allow_configured_providers: true
                  providers: [{id: openai, api_keys: [{value: "${secrets.get('openai', 'key')}"}]}]
            """
                + EXAMPLES.get(heading));
    Exchange exchange = stage.open();
    exchange.first();
    return exchange.next(Stage.answered(status, body, "content-type", contentType));
  }

  private static String edited(Move move, String body) {
    ByteSlice edited =
        ((Move.Pass) move).edit().edited(ByteSlice.of(body.getBytes(StandardCharsets.UTF_8)));
    return edited == null ? "withheld" : edited.utf8();
  }

  private static Stage stage(String heading) {
    return stage(heading, null, null);
  }

  private static Stage stage(String heading, @Nullable String team, @Nullable String path) {
    Stage stage =
        Stage.of(
            Map.of("OPENAI_KEY", "sk-openai-0123456789"),
            "on_http_request:\n"
                + EXAMPLES.get(heading).indent(2)
                + """
                  - type: ai-gateway
                    config:
                      providers: [{id: openai, api_keys: [{value: "${secrets.get('openai', 'key')}"}]}]
                """);
    if (team != null) {
      stage.headers = Headers.of("x-team", team);
    }
    if (path != null) {
      stage.path = path;
    }
    return stage;
  }

  private static PreparedAttempt sent(Stage stage) {
    return Stage.sent(stage.open().first());
  }

  private static Answer answer(Opening opening) {
    return ((Opening.Answered) opening).answer();
  }

  private static Map<String, String> examples() {
    Map<String, String> examples = new LinkedHashMap<>();
    try {
      Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../docs/rules.md")));
      while (example.find()) {
        examples.put(example.group(1), example.group(2));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return examples;
  }
}
