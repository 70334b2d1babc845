package dev.keyway;

import static dev.keyway.ExchangeStage.arrival;
import static dev.keyway.ExchangeStage.exchange;
import static dev.keyway.ExchangeStage.failed;
import static dev.keyway.ExchangeStage.good;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyway.document.Problems;
import dev.keyway.health.Health;
import dev.keyway.health.Standing;
import dev.keyway.http.Headers;
import dev.keyway.policy.ApiKey;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.record.RecordJson;
import dev.keyway.request.Surface;
import dev.keyway.snapshot.SnapshotReader;
import dev.keyway.stream.Usage;
import dev.keyway.testing.Begun;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Records that hold what was known of the keys when they were chosen. */
class FactsInRecordsTest {

  private static final String TWO_KEYS =
      """
      providers:
        - id: openai
          api_keys:
            - {id: primary, value: "${secrets.get('v', 'primary')}"}
            - {id: backup, value: "${secrets.get('v', 'backup')}"}
      """;

  private final ExchangeStage stage = new ExchangeStage(TWO_KEYS);
  private final List<DecisionRecord> records = new ArrayList<>();
  private final Keyway plain =
      new Keyway(stage.clock, new Random(1), new Health(), ProviderUrls.NONE, records::add);

  @Test
  void withoutBeingAsked_recordsHoldNone() throws Exception {
    serve(plain);
    assertThat(lastLine().findValue("facts")).isNull();
  }

  @Test
  void askedFor_theyAreThoseBeforeTheAttempt_andCanBeReadBack() throws Exception {
    Keyway keeping = plain.withFactsInRecords();
    serve(keeping);
    assertThat(lastLine().findValue("cooldown_seconds")).isNull();
    serve(keeping);
    JsonNode keys = lastLine().at("/models_tried/0/facts/providers/openai/keys");
    assertThat(keys.at("/primary/models/gpt-4o/cooldown_seconds").asDouble()).isEqualTo(20.0);
    assertThat(keys.at("/backup/in_flight").asLong()).isZero();
    assertThat(keys.at("/backup/request_count").asLong()).isEqualTo(1);

    Problems problems = new Problems();
    Health told = new Health();
    byte[] line = RecordJson.line(records.getLast()).getBytes(StandardCharsets.UTF_8);
    told.seed(
        SnapshotReader.read(line, stage.policy.gateways(), problems),
        stage.policy.aiGateway(),
        stage.clock.instant());
    assertThat(problems.inOrder()).isEmpty();
    ApiKey primary = stage.policy.aiGateway().keys().get("openai").getFirst();
    assertThat(told.standing(primary, "gpt-4o", stage.clock.instant()))
        .isEqualTo(new Standing.Cooling(stage.clock.instant().plusSeconds(20)));
  }

  /** The first key is rate-limited the first time; the second serves. */
  private void serve(Keyway keyway) {
    Arrival arrival = arrival(Surface.CHAT_COMPLETIONS, Headers.empty(), null);
    byte[] body = ExchangeStage.CHAT.getBytes(StandardCharsets.UTF_8);
    Exchange exchange = exchange(Begun.begin(keyway, stage.policy, arrival, body));
    exchange.first();
    if (records.isEmpty()) {
      exchange.next(failed(429, "rate_limit_exceeded", "retry-after", "20"));
    }
    exchange.next(good());
    exchange.finished(Usage.UNKNOWN, Ending.COMPLETE);
  }

  private JsonNode lastLine() throws Exception {
    return new ObjectMapper().readTree(RecordJson.line(records.getLast()));
  }
}
