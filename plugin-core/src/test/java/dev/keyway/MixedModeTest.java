package dev.keyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.record.RecordJson;
import dev.keyway.stream.Usage;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** House keys in whole requests: whom they serve, what goes along, and who paid in the record. */
class MixedModeTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "OPENAI_OWN",
          "sk-own-012345",
          "HOUSE_OPENAI",
          "sk-house-012345",
          "HOUSE_MISTRAL",
          "sk-mistral-012345");

  private static final String HOUSE_ONLY =
      """
      managed_keys:
        providers:
          - {id: openai, api_keys: [{value: "${secrets.get('house','openai')}"}]}
      """;

  private static final String BOTH =
      """
      providers: [{id: openai, api_keys: [{value: "${secrets.get('openai','own')}"}]}]
      managed_keys:
        on_exhausted: %s
        providers:
          - {id: openai, api_keys: [{value: "${secrets.get('house','openai')}"}]}
      """;

  private static final String CROSSING =
      """
      providers: [{id: openai}, {id: mistral, models: [{id: gpt-4o}]}]
      managed_keys:
        after_client_key: use
        providers:
          - {id: openai, api_keys: [{value: "${secrets.get('house','openai')}"}]}
          - {id: mistral, api_keys: [{value: "${secrets.get('house','mistral')}"}]}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "access: {require: none}\n",
        "access: {require: none}\nexpose: attempts\n",
      })
  void houseKey_neverServesACallerNobodyVouchesFor(String access) {
    for (String policy : new String[] {HOUSE_ONLY, CROSSING}) {
      Stage stage = Stage.of(ENVIRONMENT, policy + access);
      Opening.Answered refused = (Opening.Answered) stage.begin();
      assertThat(Stage.text(refused.answer())).contains("no_api_key", "house keys");
    }
    Stage both = Stage.of(ENVIRONMENT, BOTH.formatted("use") + access);
    Exchange exchange = both.open();
    assertThat(Stage.wire(Stage.sent(exchange.first()))).contains("sk-own");
    assertThat(exchange.next(Stage.failed(401, "invalid"))).isInstanceOf(Move.Answer.class);

    Stage own = Stage.of(ENVIRONMENT, CROSSING + access).clientBrings("sk-client-77");
    exchange = own.open();
    assertThat(Stage.wire(Stage.sent(exchange.first()))).contains("sk-client-77");
    assertThat(exchange.next(Stage.failed(401, "invalid"))).isInstanceOf(Move.Pass.class);
  }

  @Test
  void houseKey_servesACallerSomebodyVouchesFor_andTheRecordSaysWhoPaid() {
    Stage stage = Stage.of(ENVIRONMENT, HOUSE_ONLY).vouchedFor();
    Exchange exchange = stage.open();
    assertThat(Stage.wire(Stage.sent(exchange.first()))).contains("sk-house-012345");
    assertThat(pass(exchange).headers().names()).noneMatch(name -> name.startsWith("x-keyway-p"));

    assertThat(RecordJson.line(stage.records.getFirst()))
        .contains("\"paid_by\":\"house\"")
        .containsPattern("\"success\":\\{[^}]*\"paid_by\":\"house\"");
  }

  @Test
  void crossingToTheHouse_sendsNothingOfThePolicysKey_andShowsInTheRecord() {
    Stage stage = Stage.of(ENVIRONMENT, BOTH.formatted("use") + "expose: attempts").vouchedFor();
    Exchange exchange = stage.open();

    assertThat(Stage.wire(Stage.sent(exchange.first())))
        .contains("sk-own-012345")
        .doesNotContain("sk-house");
    assertThat(Stage.wire(Stage.sent(exchange.next(Stage.failed(401, "invalid")))))
        .contains("sk-house-012345")
        .doesNotContain("sk-own");
    assertThat(pass(exchange).headers().first("x-keyway-paid-by")).isEqualTo("house");

    DecisionRecord record = stage.records.getFirst();
    assertThat(record.trials())
        .extracting(trial -> trial.payer().wireName())
        .containsExactly("policy", "house");
    assertThat(RecordJson.line(record))
        .contains("\"action\":\"next_payer\"")
        .containsPattern("\"success\":\\{\"model_index\":1,\"request_index\":0[^}]*\"house\"")
        .doesNotContain("012345");
  }

  @Test
  void exhaustedKeys_stayThePolicysAffair_unlessItSaysOtherwise() {
    Stage stage = Stage.of(ENVIRONMENT, BOTH.formatted("refuse")).vouchedFor();
    Exchange exchange = stage.open();
    exchange.first();
    Move.Answer answer = (Move.Answer) exchange.next(Stage.failed(401, "invalid"));
    assertThat(answer.answer().status()).isEqualTo(503);
    assertThat(RecordJson.line(stage.records.getFirst())).doesNotContain("\"house\"");
  }

  @Test
  void clientsCredential_isRemoved_whereThePolicyHasKeys_alsoWhenTheHousePays() {
    Stage stage =
        Stage.of(ENVIRONMENT, BOTH.formatted("use")).vouchedFor().clientBrings("sk-client-77");
    stage.headers = stage.headers.toBuilder().add("x-provider-key", "sk-client-77").build();
    Exchange exchange = stage.open();
    assertThat(Stage.wire(Stage.sent(exchange.first()))).doesNotContain("sk-client-77");
    assertThat(Stage.wire(Stage.sent(exchange.next(Stage.failed(401, "invalid")))))
        .contains("sk-house-012345")
        .doesNotContain("sk-client-77");
  }

  @Test
  void clientsCredential_crossesToNoOtherProvider_andIsGoneWhereTheHousePays() {
    Stage stage = Stage.of(ENVIRONMENT, CROSSING).vouchedFor().clientBrings("sk-client-77");
    stage.headers =
        stage.headers.toBuilder()
            .add("x-provider-key", "sk-client-77")
            .add("x-api-key", "sk-client-77")
            .build();
    Exchange exchange = stage.open();

    assertThat(Stage.wire(Stage.sent(exchange.first())))
        .contains("api.openai.com", "sk-client-77")
        .doesNotContain("sk-house");
    assertThat(Stage.wire(Stage.sent(exchange.next(Stage.failed(401, "invalid")))))
        .contains("api.openai.com", "sk-house-012345")
        .doesNotContain("sk-client-77");
    assertThat(Stage.wire(Stage.sent(exchange.next(Stage.failed(401, "invalid")))))
        .contains("api.mistral.ai", "sk-mistral-012345")
        .doesNotContain("sk-client-77", "sk-house");
    pass(exchange);
    assertThat(stage.records.getFirst().trials())
        .extracting(trial -> trial.payer().wireName())
        .containsExactly("client", "house", "house");
  }

  @Test
  void strategies_seeTheKeysOfWhoPays_andWhoThatIs() {
    Stage stage =
        Stage.of(
                ENVIRONMENT,
                BOTH.formatted("use")
                    + "api_key_selection: {strategy: ['ai.keys.filter(k, k.managed || size(ai.keys) == 1)']}")
            .vouchedFor();
    Exchange exchange = stage.open();
    assertThat(Stage.wire(Stage.sent(exchange.first()))).contains("sk-own");
    assertThat(Stage.wire(Stage.sent(exchange.next(Stage.failed(401, "invalid")))))
        .contains("sk-house");
    pass(exchange);
    assertThat(stage.records.getFirst().trials())
        .allSatisfy(trial -> assertThat(trial.keys().runs().getFirst().keys()).hasSize(1));
  }

  @Test
  void keyThatAStrategyLeavesOut_isNotExhausted() {
    Stage stage =
        Stage.of(
                ENVIRONMENT,
                BOTH.formatted("use")
                    + "api_key_selection: {strategy: ['ai.keys.filter(k, k.managed)', 'ai.keys.filter(k, k.request_count > 100)']}")
            .vouchedFor();
    Exchange exchange = stage.open();
    assertThat(Stage.wire(Stage.sent(exchange.first()))).as("a cold start").contains("sk-own");
    exchange.next(Stage.answered(200, "{\"choices\":[]}"));
    exchange.finished(Usage.UNKNOWN, Ending.COMPLETE);

    Move.Answer answer = (Move.Answer) stage.open().first();
    assertThat(Stage.text(answer.answer())).contains("key_selection_failed");
    assertThat(RecordJson.line(stage.records.getLast()))
        .contains("\"skipped\":\"not every key of the policy is exhausted\"");
  }

  private static Move.Pass pass(Exchange exchange) {
    Move.Pass pass = (Move.Pass) exchange.next(Stage.answered(200, "{\"choices\":[]}"));
    exchange.finished(Usage.UNKNOWN, Ending.COMPLETE);
    return pass;
  }
}
