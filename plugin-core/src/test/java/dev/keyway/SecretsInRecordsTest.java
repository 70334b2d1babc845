package dev.keyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.classify.Outcome;
import dev.keyway.http.Headers;
import dev.keyway.policy.ApiKey;
import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.request.Surface;
import dev.keyway.stream.Usage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plants secrets wherever one may stand, and looks for them in all that is printed. */
class SecretsInRecordsTest {

  private static final List<String> SECRETS = List.of("CANARY", "-0123456789", "012345");

  private static final String POLICY =
      """
      providers:
        - id: openai
          base_url: https://openai.internal/v1?token=CANARY-query-01&api-version=7
          api_keys:
            - CANARY_KEYS
        - id: google
      headers: {x-extra: CANARY-extra-02, x-more: "${'CANARY-' + 'more-03'}"}
      query_params: {sig: CANARY-added-04}
      body: {hidden: CANARY-body-05}
      api_key_selection:
        strategy: ["ai.keys.filter(k, k.value != 'CANARY-strategy-06')"]
      expose: attempts
      """
          .replace(
              "- CANARY_KEYS",
              """
              - {id: one, value: "${secrets.get('v', 'one')}"}
                    - {value: CANARY-literal-08}\
              """);

  private static final Headers CLIENT =
      Headers.of(
          "authorization",
          "Bearer CANARY-client-09",
          "cookie",
          "session=CANARY-cookie-10",
          "x-anything",
          "CANARY-header-11");

  private final ExchangeStage stage = new ExchangeStage(POLICY);
  private final List<Object> printed = new ArrayList<>();

  @Test
  void nothingThatIsPrinted_holdsASecret() {
    Arrival arrival = arrival();
    Exchange exchange = ExchangeStage.exchange(stage.begin(arrival, ExchangeStage.CHAT));
    Move.Send first = (Move.Send) exchange.first();
    Outcome told = ExchangeStage.failed(401, "invalid_api_key", "x-told", "CANARY-answer-12");
    Move.Send second = (Move.Send) exchange.next(told);
    Move last = exchange.next(ExchangeStage.failed(503, "server_error"));
    DecisionRecord record = stage.record();
    printed.addAll(List.of(arrival, exchange, first, first.call(), second, told, last, record));
    printed.addAll(List.of(stage.policy, stage.policy.aiGateway(), record.client()));
    printed.add(stage.policy.aiGateway().additions());
    for (List<ApiKey> keys : stage.policy.aiGateway().keys().values()) {
      printed.addAll(keys);
    }
    record
        .trials()
        .forEach(trial -> {
          printed.add(trial);
          printed.add(trial.candidate());
          printed.addAll(trial.attempts());
          trial.attempts().forEach(attempt -> printed.add(attempt.attempt()));
        });
    assertThat(
            printed.stream()
                .filter(each -> SECRETS.stream().anyMatch(each.toString()::contains))
                .map(each -> each.getClass().getName()))
        .isEmpty();
    assertThat(stage.json()).doesNotContain(SECRETS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Incorrect API key provided: sk-one-0123456789.",
        "GET /v1/chat/completions?token=CANARY-query-01&api-version=7 is not here",
        "x-extra: CANARY-extra-02",
        "<p>authorization: Bearer CANARY-client-09</p>",
        "{\\\"sig\\\":\\\"CANARY-added-04\\\"}",
        "a part of it: one-012345",
      })
  void whatAProviderQuotes_isMasked(String quoted) {
    Exchange exchange = ExchangeStage.exchange(stage.begin(arrival(), ExchangeStage.CHAT));
    exchange.first();
    exchange.next(
        ExchangeStage.answered(
            400,
            "{\"error\":{\"code\":\"invalid_request_error\",\"message\":\"%s\"}}"
                .formatted(quoted)));
    exchange.finished(Usage.UNKNOWN, Ending.COMPLETE);
    assertThat(stage.json())
        .contains("body_on_error", "****", "invalid_request_error")
        .doesNotContain(SECRETS);
  }

  @Test
  void aBody_isShownByItsBeginning() {
    Exchange exchange = ExchangeStage.exchange(stage.begin(arrival(), ExchangeStage.CHAT));
    exchange.first();
    String filler = "y".repeat(2040);
    exchange.next(ExchangeStage.answered(400, filler + "sk-one-0123456789" + "z".repeat(70_000)));
    exchange.finished(Usage.UNKNOWN, Ending.COMPLETE);
    assertThat(stage.record().calls().get(1).bodyOnError()).isEqualTo(filler + "****");
  }

  private static Arrival arrival() {
    Arrival known = ExchangeStage.arrival(Surface.CHAT_COMPLETIONS, CLIENT, "CANARY-client-09");
    return new Arrival(
        known.head().with(known.method(), known.path(), "key=CANARY-asked-13"),
        known.destination(),
        known.clientCredential(),
        known.credentialHash());
  }
}
