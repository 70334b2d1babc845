package dev.keyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.keyway.classify.Outcome;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.record.RecordJson;
import dev.keyway.stream.Usage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plants a provider's key, lets the provider repeat it, and looks for it wherever it may not be.
 */
class KeyCanaryTest {

  private static final String KEY = "sk-canary/51bd6e+1f2e3d";
  private static final String ENCODED = "sk-canary%2F51bd6e%2B1f2e3d";

  private static final String BEARER =
      "providers: [{id: openai, api_keys: [{value: \"${secrets.get('key')}\"}]}]";

  private static final String IN_QUERY =
      """
      providers:
        - id: corp
          base_url: https://llm.example.com/v1
          auth: {style: query, name: code}
          models: [{id: gpt-4o}]
          api_keys: [{value: "${secrets.get('key')}"}]
      """;

  private static List<Outcome> answersThatQuoteTheKey() {
    return List.of(
        Stage.failed(400, "bad parameter, key " + KEY),
        Stage.failed(401, "Incorrect API key provided: " + KEY),
        Stage.failed(403, KEY),
        Stage.failed(404, KEY),
        Stage.failed(429, KEY),
        Stage.failed(500, KEY),
        Stage.answered(400, "{\"error\":{\"message\":\"x\",\"code\":\"" + KEY + "\"}}"),
        Stage.answered(400, "{\"error\":{\"message\":\"x\",\"type\":\"" + KEY + "\"}}"),
        Stage.answered(400, "https://llm.example.com/v1?code=" + ENCODED),
        Stage.answered(422, "{\"error\":\"" + KEY.replace("/", "\\/") + "\"}"),
        Stage.answered(200, "{\"error\":{\"message\":\"" + KEY + "\",\"code\":400}}"),
        Stage.answered(200, "{\"choices\":[],\"debug\":\"" + KEY + "\"}"),
        Stage.answered(302, "", "location", "https://other.example.com/?code=" + ENCODED),
        Stage.answered(307, "", "Location", "https://other.example.com/?code=" + KEY),
        Stage.answered(400, "{}", "x-debug-authorization", "Bearer " + KEY),
        Stage.answered(200, "{\"choices\":[]}", "x-request-id", KEY));
  }

  @ParameterizedTest
  @MethodSource("answersThatQuoteTheKey")
  void answer_thatQuotesTheKey_reachesNeitherClientNorRecord(Outcome outcome) {
    for (String policy : List.of(BEARER, IN_QUERY)) {
      Stage stage = Stage.of(Map.of("KEY", KEY), policy);
      Exchange exchange = stage.open();
      exchange.first();

      Move move = exchange.next(outcome);
      exchange.finished(Usage.UNKNOWN, Ending.COMPLETE);

      switch (move) {
        case Move.Pass pass -> {
          assertClean(Stage.shown(pass.headers()));
          assertClean(((Outcome.Answered) outcome).body().utf8());
        }
        case Move.Answer answer -> assertClean(Stage.text(answer.answer()));
        default -> throw new AssertionError(move);
      }
      assertThat(stage.records).hasSize(1);
      assertClean(RecordJson.line(stage.records.getFirst()));
      assertClean(stage.records.getFirst().toString());
      assertClean(move.toString());
    }
  }

  @Test
  void answer_withheld_saysWhy_andFreesTheKey() {
    Stage stage = Stage.of(Map.of("KEY", KEY), BEARER);
    Exchange exchange = stage.open();
    exchange.first();

    String text = Stage.text(Stage.answer(exchange.next(Stage.failed(400, "your key " + KEY))));

    assertThat(text).contains("answer_withheld", "400", "id-1");
    assertThat(stage.inFlight()).isZero();
  }

  @Test
  void answer_thatQuotesTheClientsOwnKey_isTheClients() {
    Stage stage = Stage.of(Map.of(), "providers: [{id: openai}]").clientBrings(KEY);
    Exchange exchange = stage.open();
    exchange.first();

    assertThat(exchange.next(Stage.failed(401, "Incorrect API key provided: " + KEY)))
        .isInstanceOf(Move.Pass.class);
    exchange.finished(Usage.UNKNOWN, Ending.COMPLETE);
    assertClean(RecordJson.line(stage.records.getFirst()));
  }

  @ParameterizedTest
  @ValueSource(strings = {BEARER, IN_QUERY})
  void prepared_attempt_printsNoKey(String policy) {
    Move move = Stage.of(Map.of("KEY", KEY), policy).open().first();

    assertThat(Stage.wire(Stage.sent(move))).containsAnyOf(KEY, ENCODED);
    assertClean(move.toString());
    assertClean(Stage.sent(move).shownTarget());
  }

  @Test
  void arrival_printsNoCredentialOfItsQuery() {
    Stage stage = Stage.of(Map.of("KEY", "sk-house"), BEARER).clientBrings(KEY);
    stage.query = "key=" + KEY;

    assertClean(stage.arrival().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "value: 'sk-canary-1f2e3d ${x}'",
        "value: 'sk-canary-1f2e3d ${secrets.get(}'",
        "value: '${sk-canary-1f2e3d}'",
        "value: 'sk-canary 1f2e3d'",
        "value: {sk: canary}",
        "value: [sk-canary-1f2e3d]",
        "valeu: sk-canary-1f2e3d",
        "models: sk-canary-1f2e3d",
        "quota_group: [sk-canary-1f2e3d]"
      })
  void mistypedKey_isNotQuotedInItsProblem(String field) {
    Throwable refused =
        catchThrowable(
            () -> Stage.of(Map.of(), "providers: [{id: openai, api_keys: [{" + field + "}]}]"));

    assertThat(refused).isNotNull();
    assertClean(String.valueOf(refused.getMessage()));
  }

  private static void assertClean(String text) {
    assertThat(text).doesNotContainIgnoringCase("canary").doesNotContain("1f2e3d");
  }
}
