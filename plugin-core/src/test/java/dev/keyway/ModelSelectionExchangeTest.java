package dev.keyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.Answer;
import dev.keyway.record.RecordJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a policy's model selection does to a whole request, and what the record says of it. */
class ModelSelectionExchangeTest {

  private static final String POLICY =
      """
      access: {require: none}
      providers:
        - id: openai
          api_keys: [{value: "${secrets.get('a')}"}]
        - id: google
          api_keys: [{value: "${secrets.get('b')}"}]
      model_selection:
        strategy:
          - ai.models.filter(m, 1 / (m.id.size() - m.id.size()) > 0)
          - ai.models.onlyProviders(['google'])
      """;

  private final Stage stage =
      Stage.of(Map.of("A", "the key of openai", "B", "the key of google"), POLICY);

  @Test
  void theModelAStrategyChose_isTriedFirst() {
    Exchange exchange = stage.open("gpt-4o", "gemini-2.5-flash");

    assertThat(Stage.sent(exchange.first()).target().getHost()).contains("googleapis");
  }

  @Test
  void whereNoStrategyGivesAModel_theClientIsRefused_andTheRecordSaysWhy() {
    Answer response = ((Opening.Answered) stage.begin("gpt-4o")).answer();

    assertThat(response.status()).isEqualTo(422);
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .contains("model_selection_empty", "ERR_NGROK_3805");
    assertThat(RecordJson.line(stage.records.getFirst()))
        .contains(
            """
            "model_selection":[{"strategy":"ai.models.filter(m, 1 / (m.id.size() - m.id.size()) > 0)",\
            "error":"division_by_zero at 1:23","models_to_try":[]},\
            {"strategy":"ai.models.onlyProviders(['google'])","candidates_returned":0,\
            "candidates_after_allowed_filter":0,"candidates_after_client_filter":0,"models_to_try":[]}]\
            """)
        .contains("no strategy of model_selection chose it");
  }
}
