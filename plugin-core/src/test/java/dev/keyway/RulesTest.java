package dev.keyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.Answer;
import dev.keyway.http.Headers;
import dev.keyway.record.RecordJson;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole requests under traffic policies: rules, and the actions they come to. */
class RulesTest {

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

  private static final String GUARDED =
      """
      on_http_request:
        - name: shared secret
          expressions:
            - req.headers['authorization'][0] != 'Bearer ' + secrets.get('house', 'token')
          actions:
            - type: custom-response
              config: {status_code: 401, body: "who are you?"}
        - actions:
      """
          + OPENAI;

  @Test
  void guard_refusesWithoutAndWithAWrongHeader_letsTheRightOnePass() {
    Stage stage = Stage.of(SECRETS, GUARDED);

    assertThat(answer(stage.begin()).status()).isEqualTo(401);
    assertThat(Stage.text(answer(stage.begin()))).contains("who are you?");

    stage.headers = Headers.of("authorization", "Bearer open-sesame-012345678");
    assertThat(answer(stage.begin()).status()).isEqualTo(401);

    stage.headers = Headers.of("authorization", "Bearer open-sesame-0123456789");
    assertThat(stage.begin()).isInstanceOf(Opening.Open.class);
  }

  @Test
  void ruleThatAnswers_comesBeforeTheBodyIsRead_andSaysSoInTheRecord() {
    Stage stage = Stage.of(SECRETS, GUARDED);

    Opening opening = stage.visit().enter();

    assertThat(answer(opening).headers().first("x-keyway-id")).isEqualTo("id-1");
    assertThat(RecordJson.line(stage.records.getFirst()))
        .contains("\"status\":\"success\"", "\"answered_by_rule\":401")
        .contains("{\"rule\":\"on_http_request[0]\",\"name\":\"shared secret\"")
        .contains("\"actions\":[\"custom-response\"]")
        .doesNotContain("open-sesame");
  }

  @Test
  void guardThatCantBeEvaluated_staysClosed() {
    Stage stage =
        Stage.of(
            SECRETS,
            """
            on_http_request:
              - expressions: ["int(req.headers['x-age'][0]) < 18"]
                actions: [{type: deny}]
              - actions:
            """
                + OPENAI);

    Answer answer = answer(stage.begin());

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.headers().first("x-keyway-error")).isEqualTo("rule_failed");
    assertThat(RecordJson.line(stage.records.getFirst())).contains("\"error\":\"");
  }

  @Test
  void otherRuleThatCantBeEvaluated_doesNotRun_andTheRecordSaysSo() {
    Stage stage =
        Stage.of(
            SECRETS,
            """
            on_http_request:
              - expressions: ["int(req.headers['x-age'][0]) < 18"]
                actions: [{type: set-vars, config: {vars: [{young: true}]}}]
              - expressions: [vars.young == true]
                actions: [{type: deny}]
              - actions:
            """
                + OPENAI);

    Exchange exchange = ((Opening.Open) stage.begin()).exchange();
    exchange.first();
    exchange.next(Stage.answered(400, "{}"));
    exchange.finished(
        dev.keyway.stream.Usage.UNKNOWN, dev.keyway.record.DecisionRecord.Ending.COMPLETE);

    assertThat(RecordJson.line(stage.records.getFirst()))
        .contains("\"rule\":\"on_http_request[0]\",\"actions\":[],\"error\":\"")
        .doesNotContain("on_http_request[1]");
  }

  @Test
  void deny_hasNoBody() {
    Stage stage =
        Stage.of(
            SECRETS,
            """
            on_http_request:
              - expressions: [req.url.path.startsWith('/v1/chat')]
                actions: [{type: deny, config: {status_code: 404}}]
              - actions:
            """
                + OPENAI);

    Answer answer = answer(stage.begin());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void variables_areSeenByWhatFollows_withTheirTypes() {
    Stage stage =
        Stage.of(
            SECRETS,
            """
            on_http_request:
              - actions:
                  - type: set-vars
                    config:
                      vars:
                        - team: blue
                        - limits: {day: 10}
                        - greeting: "hello ${vars.team}"
                        - day: "${vars.limits.day}"
                  - type: custom-response
                    config:
                      body: "${vars.greeting}, ${vars.day + 1} left"
                      headers: {x-team: "${vars.team}"}
              - actions:
            """
                + OPENAI);

    assertThat(Stage.text(answer(stage.begin()))).contains("x-team: blue", "hello blue, 11 left");
  }

  @Test
  void accessCheck_comesWhenTheActionIsReached_beforeTheBody() {
    Stage stage = Stage.of(SECRETS, GUARDED);
    stage.headers = Headers.of("authorization", "Bearer open-sesame-0123456789");
    stage.guard =
        required -> required ? Refusal.of(ErrorCode.UNAUTHENTICATED, "somebody must vouch") : null;

    assertThat(answer(stage.visit().enter()).status()).isEqualTo(401);
  }

  @Test
  void bodyThatARuleAsksFor_isNotReadForAStranger() {
    Stage stage =
        Stage.of(
            SECRETS,
            """
            on_http_request:
              - expressions: [ai.request.stream]
                actions: [{type: deny}]
              - actions:
            """
                + OPENAI);
    assertThat(stage.visit().enter()).isInstanceOf(Opening.ReadBody.class);

    stage.guard = required -> Refusal.of(ErrorCode.UNAUTHENTICATED, "somebody must vouch");

    assertThat(answer(stage.visit().enter()).status()).isEqualTo(401);
  }

  @Test
  void severalActions_areChosenByExpressions() {
    Stage stage =
        Stage.of(
            SECRETS,
            """
            on_http_request:
              - expressions: ["ai.request.model == 'gpt-4o-mini'"]
                actions:
                  - {type: ai-gateway, config: {providers: [{id: small, base_url: "https://small.example/v1",
                      models: [{id: gpt-4o-mini}], api_keys: [{value: "${secrets.get('openai', 'key')}"}]}]}}
              - actions:
            """
                + OPENAI);

    assertThat(host(stage.open("gpt-4o-mini"))).isEqualTo("small.example");
    assertThat(host(stage.open("gpt-4o"))).isEqualTo("api.openai.com");
  }

  @Test
  void failedAction_thatContinues_leavesTheAnswerToTheNextRule() {
    Stage stage =
        Stage.of(
            SECRETS,
            continuing(
                """
                    - type: custom-response
                      config:
                        status_code: 200
                        body: "sorry: ${actions.ngrok.ai_gateway.error.code} ${actions.ngrok.ai_gateway.status}"
                """));
    Exchange exchange = stage.open();
    exchange.first();

    Move move = exchange.next(Stage.failed(500, "no"));

    assertThat(Stage.text(answer(onward(move)))).contains("sorry: ERR_NGROK_3807 error");
    assertThat(stage.records).hasSize(1);
    assertThat(RecordJson.line(stage.records.getFirst()))
        .contains(
            "\"answered_by_rule\":200", "\"earlier\":[{", "\"code\":\"all_providers_failed\"");
  }

  @Test
  void failedAction_thatContinues_mayBeFollowedByAnother() {
    Stage stage =
        Stage.of(
            SECRETS,
            continuing(
                """
                    - type: ai-gateway
                      config:
                        providers:
                          - id: spare
                            base_url: https://spare.example/v1
                            models: [{id: gpt-4o}]
                            api_keys: [{value: "${secrets.get('openai', 'key')}"}]
                """));
    Exchange exchange = stage.open();
    exchange.first();

    Move move = exchange.next(Stage.failed(500, "no"));

    assertThat(host(((Opening.Open) onward(move)).exchange())).isEqualTo("spare.example");
  }

  @Test
  void failedAction_thatContinuesToNothing_isAnsweredAsItself() {
    Stage stage =
        Stage.of(
            SECRETS,
            continuing(
                """
                    - type: set-vars
                      config: {vars: [{failed: true}]}
                """));
    Exchange exchange = stage.open();
    exchange.first();

    Answer answer = answer(onward(exchange.next(Stage.failed(500, "no"))));

    assertThat(answer.headers().first("x-keyway-error")).isEqualTo("all_providers_failed");
    assertThat(stage.records).hasSize(1);
  }

  @Test
  void requestThatNoRuleAnswers_isNotFound() {
    Stage stage =
        Stage.of(
            SECRETS,
            """
            on_http_request:
              - expressions: ["'x-ai' in req.headers"]
                actions:
            """
                + OPENAI.indent(4));

    assertThat(answer(stage.begin()).headers().first("x-keyway-error"))
        .isEqualTo("no_rule_answered");
  }

  @Test
  void credentialThatARuleBrings_isGuardedAsKeysAre() {
    Stage stage =
        Stage.of(
            SECRETS,
            """
            on_http_request:
              - actions:
                  - {type: remove-headers, config: {headers: [authorization]}}
                  - {type: add-headers, config: {headers: {authorization: "Bearer ${secrets.get('openai', 'key')}"}}}
                  - {type: ai-gateway, config: {}}
            """);
    stage.headers = Headers.of("authorization", "Bearer somebody");

    assertThat(Stage.wire(Stage.sent(stage.open().first())))
        .contains("authorization: Bearer sk-openai-0123456789")
        .doesNotContain("somebody");

    stage.guard =
        required -> required ? Refusal.of(ErrorCode.UNAUTHENTICATED, "somebody must vouch") : null;
    assertThat(answer(stage.visit().enter()).status()).isEqualTo(401);
  }

  @Test
  void rewrittenPath_leadsWhereItSays() {
    Stage stage =
        Stage.of(
            SECRETS,
            """
            on_http_request:
              - {type: url-rewrite, config: {from: /v1/chat/completions, to: /v1/nowhere}}
              - actions:
            """
                + OPENAI);

    assertThat(answer(stage.begin()).headers().first("x-keyway-error")).isEqualTo("unknown_path");
  }

  @Test
  void secretThatARuleWouldShow_isWithheld() {
    Stage stage =
        Stage.of(
            SECRETS,
            """
            on_http_request:
              - actions:
                  - {type: set-vars, config: {vars: [{token: "${secrets.get('house', 'token')}"}]}}
                  - {type: custom-response, config: {body: "it is ${vars.token}"}}
              - actions:
            """
                + OPENAI);

    assertThat(Stage.text(answer(stage.begin())))
        .contains("answer_withheld")
        .doesNotContain("open-sesame");
    assertThat(RecordJson.line(stage.records.getFirst())).doesNotContain("open-sesame");
  }

  @Test
  void ruleForAnswers_seesWhoAnswered_andMayNotShowSecretsEither() {
    String answers =
        """
        on_http_response:
          - actions:
              - {type: add-headers, config: {headers: {x-model: "${actions.ngrok.ai_gateway.success.provider}"}}}
          - expressions: ["'x-tell' in req.headers"]
            actions:
              - {type: add-headers, config: {headers: {x-token: "${secrets.get('house', 'token')}"}}}
        """;
    Stage stage = Stage.of(SECRETS, "on_http_request:\n  - actions:\n" + OPENAI + answers);
    Exchange exchange = stage.open();
    exchange.first();

    Move.Pass pass = (Move.Pass) exchange.next(Stage.answered(200, "{}"));

    assertThat(pass.headers().first("x-model")).isEqualTo("openai");

    stage.headers = Headers.of("x-tell", "me");
    Exchange curious = stage.open();
    curious.first();

    assertThat(Stage.text(Stage.answer(curious.next(Stage.answered(200, "{}")))))
        .contains("answer_withheld")
        .doesNotContain("open-sesame");
  }

  @Test
  void whatRulesNamed_isThereForStrategiesAndAdditions_andSoAreSecrets() {
    Stage stage =
        Stage.of(
            SECRETS,
            """
            on_http_request:
              - actions:
                  - {type: set-vars, config: {vars: [{allowed: [gpt-4o-mini]}, {team: blue}]}}
                  - type: ai-gateway
                    config:
                      model_selection: {strategy: ["ai.models.only(vars.allowed)"]}
                      headers: {x-team: "${vars.team}", x-corp-token: "${secrets.get('house', 'token')}"}
                      providers: [{id: openai, api_keys: [{value: "${secrets.get('openai', 'key')}"}]}]
            """);

    Exchange exchange = stage.open("gpt-4o", "gpt-4o-mini");

    assertThat(Stage.wire(Stage.sent(exchange.first())))
        .contains("gpt-4o-mini", "x-team: blue", "x-corp-token: open-sesame-0123456789");
    exchange.next(Stage.failed(500, "no"));
    assertThat(RecordJson.line(stage.records.getFirst())).doesNotContain("open-sesame");
  }

  @Test
  void ruleForAnswers_mayNotShowSecretsInRefusalsEither() {
    Stage stage =
        Stage.of(
            SECRETS,
            "on_http_request:\n  - actions:\n"
                + OPENAI
                + """
                on_http_response:
                  - {type: add-headers, config: {headers: {x-token: "${secrets.get('house', 'token')}"}}}
                """);
    stage.guard = required -> Refusal.of(ErrorCode.UNAUTHENTICATED, "somebody must vouch");

    assertThat(Stage.text(answer(stage.visit().enter())))
        .contains("answer_withheld")
        .doesNotContain("open-sesame");
  }

  @Test
  void ruleThatRedacts_failsClosed_alsoWhenAnotherOfItsActionsFails() {
    Stage stage =
        Stage.of(
            SECRETS,
            """
            on_http_request:
              - actions:
                  - {type: add-headers, config: {headers: {x-team: "${req.headers['x-team'][0]}"}}}
                  - {type: request-body-find-replace, config: {replacements: [{from: Hello, to: "***"}]}}
              - actions:
            """
                + OPENAI);

    assertThat(answer(stage.begin()).headers().first("x-keyway-error")).isEqualTo("rule_failed");
  }

  @Test
  void providerThatQuotesACredentialOfARule_isNotPassedOn() {
    Stage stage =
        Stage.of(
            SECRETS,
            """
            on_http_request:
              - actions:
                  - {type: add-headers, config: {headers: {authorization: "Bearer ${secrets.get('openai', 'key')}"}}}
                  - {type: ai-gateway, config: {}}
            """);
    Exchange exchange = stage.open();
    exchange.first();

    Move move = exchange.next(Stage.failed(400, "wrong key sk-openai-0123456789"));

    assertThat(Stage.text(Stage.answer(move)))
        .contains("answer_withheld")
        .doesNotContain("sk-openai");
  }

  @Test
  void secretInAHeaderThatAProviderReadsKeysFrom_isGuarded() {
    Stage stage =
        Stage.of(
            SECRETS,
            """
            on_http_request:
              - actions:
                  - {type: set-vars, config: {vars: [{key: "${secrets.get('openai', 'key')}"}]}}
                  - {type: add-headers, config: {headers: {x-my-key: "${vars.key}"}}}
                  - type: ai-gateway
                    config:
                      providers:
                        - {id: own, base_url: "https://own.example/v1", auth: {style: header, name: x-my-key}, models: [{id: gpt-4o}]}
            """);
    stage.guard =
        required -> required ? Refusal.of(ErrorCode.UNAUTHENTICATED, "somebody must vouch") : null;

    assertThat(answer(stage.visit().enter()).status()).isEqualTo(401);
  }

  private static String continuing(String next) {
    return """
    on_http_request:
      - actions:
    """
        + OPENAI
            .indent(2)
            .replace("providers: true", "providers: true\n            on_error: continue")
        + next.indent(4);
  }

  private static Opening onward(Move move) {
    return ((Move.Onward) move).next().get();
  }

  private static String host(Exchange exchange) {
    return Stage.sent(exchange.first()).target().getHost();
  }

  private static Answer answer(Opening opening) {
    return ((Opening.Answered) opening).answer();
  }

  static String body(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
