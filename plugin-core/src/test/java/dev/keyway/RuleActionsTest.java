package dev.keyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.Answer;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.record.RecordJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole requests that actions change, count and write down. */
class RuleActionsTest {

  private static final Map<String, String> SECRETS =
      Map.of("HOUSE_TOKEN", "open-sesame-0123456789", "OPENAI_KEY", "sk-openai-0123456789");

  private static final String OPENAI =
      """
        - type: ai-gateway
          config:
            only_allow_configured_providers: true
            providers:
              - id: openai
                api_keys: [{value: "${secrets.get('openai', 'key')}"}]
      """;

  @Test
  void changedRequest_isWhatIsServed() {
    Stage stage =
        stage(
            """
            - type: request-body-find-replace
              config: {replacements: [{from: Hello, to: Good morning}]}
            - type: remove-headers
              config: {headers: [x-trace]}
            - type: add-headers
              config: {headers: {X-Team: "blue"}}
            - type: url-rewrite
              config: {from: $, to: "?tag=a"}
            """);
    stage.headers = Headers.of("host", "gw.example", "x-trace", "1");

    var attempt = Stage.sent(stage.open().first());

    assertThat(new String(ByteSlice.join(attempt.body()), StandardCharsets.UTF_8))
        .contains("Good morning");
    assertThat(attempt.headers().first("x-team")).isEqualTo("blue");
    assertThat(attempt.headers().contains("x-trace")).isFalse();
    assertThat(attempt.target().getRawQuery()).isEqualTo("tag=a");
  }

  @Test
  void rewrittenPath_isWhereTheRequestLeads() {
    Stage stage =
        stage(
            """
            - type: url-rewrite
              config: {from: /v1/chat/completions, to: /nowhere}
            """);

    assertThat(answer(stage.begin()).headers().first("x-keyway-error")).isEqualTo("unknown_path");
  }

  @Test
  void limited_isAnsweredInTheClientsDialect_withTheTimeToRetry() {
    Stage stage =
        stage(
            """
            - type: rate-limit
              config:
                {name: few, algorithm: sliding_window, capacity: 1, rate: 60s, bucket_key: [conn.client_ip]}
            """);
    assertThat(stage.begin()).isInstanceOf(Opening.Open.class);

    Answer limited = answer(stage.begin());

    assertThat(limited.status()).isEqualTo(429);
    assertThat(limited.headers().first("retry-after")).isIn("60", "61", "62");
    assertThat(limited.headers().first("x-keyway-error")).isEqualTo("rate_limited");
    assertThat(Stage.text(limited)).contains("\"error\":{\"message\":\"too many requests");
  }

  @Test
  void logged_standsInTheRecord_withoutSecretsAndCredentials() {
    Stage stage =
        stage(
            """
            - type: log
              config:
                metadata:
                  stage: trial
                  house: "it is ${secrets.get('house', 'token')}!"
                  sent: {authorization: "${req.headers['authorization'][0]}"}
            - type: deny
            """);
    stage.headers = Headers.of("authorization", "Bearer sk-clients-own-987654");

    stage.begin();

    assertThat(RecordJson.line(stage.records.getFirst()))
        .contains(
            "\"logs\":[{\"metadata\":{\"stage\":\"trial\",\"house\":\"it is ****!\","
                + "\"sent\":{\"authorization\":\"****\"}}}]");
  }

  @Test
  void logged_hidesWhatRulesAdded_andKeysInTheQuery_butNotWhoCalls() {
    Stage stage =
        stage(
            """
            - type: add-headers
              config: {headers: {x-api-key: house-key-0123456789}}
            - type: log
              config:
                metadata:
                  added: "${req.headers['x-api-key'][0]}"
                  url: "${req.url.query}"
                  who: "${req.headers['x-consumer-username'][0]}"
            - type: deny
            """);
    stage.headers = Headers.of("x-consumer-username", "alice-in-finance");
    stage.query = "key=AIza-clients-own-1&page=second-page";

    stage.begin();

    assertThat(RecordJson.line(stage.records.getFirst()))
        .contains(
            "{\"added\":\"****\",\"url\":\"key=****&page=second-page\","
                + "\"who\":\"alice-in-finance\"}");
  }

  private static Stage stage(String actions) {
    return Stage.of(
        SECRETS, "on_http_request:\n  - actions:\n" + actions.indent(6) + OPENAI.indent(4));
  }

  private static Answer answer(Opening opening) {
    return ((Opening.Answered) opening).answer();
  }
}
