package dev.keyway;

import static dev.keyway.ExchangeStage.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.request.Surface;
import dev.keyway.stream.Usage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A record says when its keys were ranked for an earlier request. */
class RankingAgeInRecordsTest {

  private static final String POLICY =
      """
      providers:
        - id: openai
          api_keys:
            - {id: primary, value: "${secrets.get('v', 'primary')}"}
            - {id: backup, value: "${secrets.get('v', 'backup')}"}
      api_key_selection:
        strategy:
          - ai.keys.sortBy(k, k.in_flight)
      """;

  @Test
  void aRankingMadeBefore_isToldWithItsAge() throws Exception {
    ExchangeStage stage = new ExchangeStage(POLICY + "  reuse_for: 10ms\n");
    assertThat(serve(stage).findValue("ranking_age_ms")).isNull();
    stage.clock.pass(Duration.ofMillis(4));
    JsonNode second = serve(stage);
    assertThat(second.at("/models_tried/0/ranking_age_ms").asLong()).isEqualTo(4);
    assertThat(second.at("/models_tried/0/api_key_selection/0/keys_to_try/1").asText())
        .isEqualTo("backup");
    stage.clock.pass(Duration.ofMillis(6));
    assertThat(serve(stage).findValue("ranking_age_ms")).isNull();
  }

  @Test
  void byDefault_thereIsNone() throws Exception {
    ExchangeStage stage = new ExchangeStage(POLICY);
    serve(stage);
    assertThat(serve(stage).findValue("ranking_age_ms")).isNull();
  }

  private static JsonNode serve(ExchangeStage stage) throws Exception {
    Exchange exchange = stage.open(Surface.CHAT_COMPLETIONS, CHAT);
    exchange.first();
    exchange.next(ExchangeStage.good());
    exchange.finished(Usage.UNKNOWN, Ending.COMPLETE);
    JsonNode record = new ObjectMapper().readTree(stage.json());
    stage.records.clear();
    return record;
  }
}
