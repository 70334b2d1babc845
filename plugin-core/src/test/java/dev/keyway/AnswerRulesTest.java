package dev.keyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.document.Problem;
import dev.keyway.http.Answer;
import dev.keyway.http.ByteSlice;
import dev.keyway.policy.PolicyReading;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.record.RecordJson;
import dev.keyway.rule.AnswerEdit;
import dev.keyway.secret.SecretResolver;
import dev.keyway.stream.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules for answers and for the events of streams, from the policy's text. */
class AnswerRulesTest {

  private static final Map<String, String> SECRETS = Map.of("OPENAI_KEY", "sk-openai-0123456789");

  private static final String OPENAI =
      """
      on_http_request:
        - actions:
            - {type: set-vars, config: {vars: [{team: blue}]}}
            - type: ai-gateway
              config:
                only_allow_configured_providers: true
                providers:
                  - id: openai
                    api_keys: [{value: "${secrets.get('openai', 'key')}"}]
      """;

  private static final String JSON = "{\"x\":\"call 555-1234\"}";

  private static Stage stage(String rules) {
    return Stage.of(SECRETS, OPENAI + rules);
  }

  private static Move answered(Stage stage, int status, String body, String type) {
    Exchange exchange = stage.open();
    exchange.first();
    return exchange.next(Stage.answered(status, body, "content-type", type));
  }

  private static Move answered(Stage stage) {
    return answered(stage, 200, JSON, "application/json");
  }

  private static String edited(Move move, String body) {
    ByteSlice bytes = ByteSlice.of(body.getBytes(StandardCharsets.UTF_8));
    ByteSlice edited = ((Move.Pass) move).edit().edited(bytes);
    return edited == null ? "withheld" : edited.utf8();
  }

  @Test
  void policyWithoutRulesForAnswers_editsNothing() {
    assertThat(((Move.Pass) answered(stage(""))).edit()).isEqualTo(AnswerEdit.NONE);
  }

  @Test
  void customResponse_takesThePlaceOfAnAnswer_andSeesItAndEarlierVariables() {
    Stage stage =
        stage(
            """
            on_http_response:
              - expressions: [res.status_code == 400]
                actions:
                  - type: custom-response
                    config:
                      status_code: 200
                      headers: {x-team: "${vars.team}", x-was: "${res.status_code}"}
                      body: sorry
            """);

    assertThat(answered(stage)).isInstanceOf(Move.Pass.class);
    Answer answer = Stage.answer(answered(stage, 400, "{}", "application/json"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(Stage.text(answer)).contains("x-team: blue", "x-was: 400", "x-keyway-id", "sorry");
    assertThat(RecordJson.line(stage.records.getLast()))
        .contains("\"status_code\":400", "{\"rule\":\"on_http_response[0]\"");
    assertThat(stage.inFlight()).isEqualTo(1);
  }

  @Test
  void findReplace_editsBodies_inTheOrderOfRules() {
    Stage stage =
        stage(
            """
            on_http_response:
              - type: response-body-find-replace
                config:
                  replacements:
                    - {from: '(\\d{3})-\\d{4}', to: '$1-XXXX'}
                    - {from: 'call '}
              - type: response-body-find-replace
                config: {replacements: [{from: "XXXX", to: "${vars.team}"}]}
            """);
    Exchange exchange = stage.open();
    exchange.first();
    Move move = exchange.next(Stage.answered(200, JSON, "content-length", "22", "etag", "x"));

    assertThat(edited(move, JSON)).isEqualTo("{\"x\":\"555-blue\"}");
    assertThat(((Move.Pass) move).headers().names()).doesNotContain("etag", "content-length");
    exchange.finished(Usage.UNKNOWN, Ending.COMPLETE);
    assertThat(RecordJson.line(stage.records.getFirst()))
        .contains("{\"rule\":\"on_http_response[1]\"", "response-body-find-replace");
  }

  @Test
  void findReplace_thatWouldGrowTooLong_withholds() {
    Stage stage =
        stage(
            """
            on_http_response:
              - type: response-body-find-replace
                config: {replacements: [{from: "a", to: "%s"}]}
            """
                .formatted("b".repeat(1000)));

    assertThat(edited(answered(stage), "a".repeat(10_000))).isEqualTo("withheld");
  }

  @Test
  void sseFindReplace_editsEachEvent_andNothingElse() {
    Stage stage =
        stage(
            """
            on_event_stream_message:
              - actions:
                  - type: sse-find-replace
                    config:
                      replacements:
                        - {from: '\\d+', to: '#'}
                        - {field: retry, from: '\\d+', to: '5000'}
                        - {field: "${vars.team == 'blue' ? 'data' : 'retry'}", from: x, to: y}
              - expressions: ["actions.ngrok.sse_find_replace.replacements.size() == 2"]
                actions:
                  - type: sse-find-replace
                    config: {replacements: [{from: "#", to: "two"}]}
            """);

    assertThat(((Move.Pass) answered(stage)).edit()).isEqualTo(AnswerEdit.NONE);
    Move move = answered(stage, 200, "data: {}\n\n", "text/event-stream; charset=utf-8");

    assertThat(((Move.Pass) move).edit()).isInstanceOf(AnswerEdit.EachEvent.class);
    assertThat(edited(move, "data: 12 x\n\nretry: 9\ndata: 3\n\n"))
        .isEqualTo("data: two y\n\nretry: 5000\ndata: two\n\n");
  }

  @Test
  void eventThatATextOfARuleFailsFor_endsItsStream() {
    Stage stage =
        stage(
            """
            on_event_stream_message:
              - expressions: ["int(req.headers['x-none'][0]) > 1"]
                actions:
                  - type: sse-find-replace
                    config: {replacements: [{from: "a", to: "b"}]}
              - type: sse-find-replace
                config: {replacements: [{from: "${vars.nothing}", to: ""}]}
            """);
    Exchange exchange = stage.open();
    exchange.first();
    Move move = exchange.next(Stage.answered(200, "{}", "content-type", "text/event-stream"));

    assertThat(edited(move, "data: a\n\n")).isEqualTo("withheld");
    exchange.finished(Usage.UNKNOWN, Ending.WITHHELD);
    assertThat(RecordJson.line(stage.records.getFirst()))
        .contains("{\"rule\":\"on_event_stream_message[0]\",\"actions\":[],\"error\":")
        .contains("{\"rule\":\"on_event_stream_message[1]\",\"actions\":[],\"error\":")
        .contains("\"ending\":\"withheld\"", "\"code\":\"answer_withheld\"");
  }

  @Test
  void guardForAnswers_thatCantBeEvaluated_staysClosed() {
    Stage stage =
        stage(
            """
            on_http_response:
              - expressions: ["int(res.headers['x-none'][0]) > 1"]
                actions: [{type: custom-response, config: {body: no}}]
            """);

    Answer answer = Stage.answer(answered(stage));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.headers().first("x-keyway-error")).isEqualTo("rule_failed");
    assertThat(Stage.text(answer)).doesNotContain("555-1234");
    assertThat(RecordJson.line(stage.records.getFirst())).contains("\"status_code\":200");
  }

  @Test
  void editThatCantBeMade_withholds_butNotWhenItCantBeToldWhetherItApplies() {
    String edit =
        """
            actions:
              - type: response-body-find-replace
                config: {replacements: [{from: "${vars.nothing}", to: ""}]}
        """;
    Stage failing = stage("on_http_response:\n  - name: x\n" + edit.indent(0));
    assertThat(Stage.answer(answered(failing)).status()).isEqualTo(403);

    Stage unclear =
        stage(
            "on_http_response:\n  - expressions: [\"int(res.headers['x-none'][0]) > 1\"]\n"
                + edit.indent(0));
    assertThat(((Move.Pass) answered(unclear)).edit()).isEqualTo(AnswerEdit.NONE);
  }

  @Test
  void refusalOfOurOwn_andWhatARuleAnswers_goThroughTheRules_aDenialDoesNot() {
    String rules =
        """
        on_http_request:
          - expressions: ["req.headers['x-deny'][0] == 'yes'"]
            actions: [{type: deny, config: {status_code: 451}}]
          - expressions: ["req.headers['x-hello'][0] == 'yes'"]
            actions: [{type: custom-response, config: {body: hello}}]
          - expressions: ["req.headers['x-ask'][0] == 'yes'"]
            actions: [{type: ai-gateway}]
        on_http_response:
          - type: response-body-find-replace
            config: {replacements: [{from: "hello|no rule", to: "seen"}]}
        """;
    Stage stage = Stage.of(SECRETS, rules);

    assertThat(Stage.text(((Opening.Answered) stage.begin()).answer())).contains("seen of this");
    stage.headers = dev.keyway.http.Headers.of("x-hello", "yes");
    assertThat(Stage.text(((Opening.Answered) stage.begin()).answer())).endsWith("seen");
    stage.headers = dev.keyway.http.Headers.of("x-deny", "yes");
    assertThat(((Opening.Answered) stage.begin()).answer().status()).isEqualTo(451);
  }

  @Test
  void mistakes_areFoundWhenThePolicyLoads() {
    assertThat(
            problems(
                """
                on_http_response:
                  - type: response-body-find-replace
                    config: {replacements: [{from: "(", to: ""}, {to: x}, {from: a, field: data}]}
                  - type: response-body-find-replace
                  - type: sse-find-replace
                    config: {replacements: [{from: a}]}
                on_event_stream_message:
                  - type: sse-find-replace
                    config: {replacements: [{from: a, field: id}]}
                """))
        .contains("replacements[0].from")
        .contains("replacements[1].from")
        .contains("replacements[2].field")
        .contains("on_http_response[1].config.replacements")
        .contains("sse-find-replace can't stand in on_http_response")
        .contains("expected data (the default) or retry");
  }

  private static String problems(String rules) {
    PolicyReading reading =
        Keyway.policyReader(SecretResolver.ofEnvironment(SECRETS::get), Problem.Severity.ERROR)
            .read("test", (OPENAI + rules).getBytes(StandardCharsets.UTF_8));
    return ((PolicyReading.Refused) reading).problems().toString();
  }
}
