package dev.keyway.record;

import dev.keyway.failover.ModelTrial;
import dev.keyway.health.Snapshot;
import dev.keyway.policy.ApiKey;
import dev.keyway.select.KeyOrder;
import dev.keyway.select.StrategyRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of a record that says what was done for one candidate. */
final class TrialJson {

  private final Json json;
  private final AttemptJson attempts;

  TrialJson(Json json, DecisionRecord record) {
    this.json = json;
    this.attempts = new AttemptJson(json, record);
  }

  void write(ModelTrial trial) throws IOException {
    json.text("model", trial.candidate().model().id());
    json.text("provider", trial.candidate().provider().id());
    json.text("author", trial.candidate().model().authorId());
    json.text("paid_by", trial.payer().wireName());
    json.text("skipped", trial.skipped());
    KeyOrder keys = trial.keys();
    json.objects("api_key_selection", keys == null ? List.of() : keys.runs(), this::run);
    if (keys != null) {
      order(keys);
      facts(trial.candidate().provider().id(), keys.facts());
    }
    json.objects("requests_made", trial.attempts(), attempts::write);
  }

  private void facts(String provider, @Nullable Map<String, Snapshot.OfKey> keys)
      throws IOException {
    if (keys != null) {
      Snapshot.OfProvider known = new Snapshot.OfProvider(keys, Map.of());
      json.snapshot("facts", new Snapshot(Map.of(provider, known)));
    }
  }

  private void run(StrategyRun run) throws IOException {
    json.text("strategy", run.strategy());
    json.text("error", run.error());
    json.texts("keys_to_try", run.keys());
  }

  private void order(KeyOrder keys) throws IOException {
    json.texts("keys_to_try", keys.keys().stream().map(ApiKey::id).toList());
    if (keys.choice() == KeyOrder.Choice.COLD_START) {
      json.flag("cold_start", true);
    }
    Duration age = keys.rankingAge();
    if (age != null) {
      json.number("ranking_age_ms", age.toMillis());
    }
    json.objects(
        "keys_left_out",
        keys.leftOut(),
        leftOut -> {
          json.text("key", leftOut.key());
          json.text("reason", leftOut.reason());
        });
  }
}
