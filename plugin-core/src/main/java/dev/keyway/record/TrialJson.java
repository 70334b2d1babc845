package dev.keyway.record;

import dev.keyway.failover.ModelTrial;
import dev.keyway.health.Snapshot;
import dev.keyway.select.KeyOrder;
import dev.keyway.select.StrategyRun;
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

  void write(ModelTrial trial) {
    json.text(Field.MODEL, trial.candidate().model().id());
    json.text(Field.PROVIDER, trial.candidate().provider().id());
    json.text(Field.AUTHOR, trial.candidate().model().authorId());
    json.text(Field.PAID_BY, trial.payer().wireName());
    json.text(Field.SKIPPED, trial.skipped());
    KeyOrder keys = trial.keys();
    json.objects(Field.API_KEY_SELECTION, keys == null ? List.of() : keys.runs(), this::run);
    if (keys != null) {
      order(keys);
      facts(trial.candidate().provider().id(), keys.facts());
    }
    json.objects(Field.REQUESTS_MADE, trial.attempts(), attempts::write);
  }

  private void facts(String provider, @Nullable Map<String, Snapshot.OfKey> keys) {
    if (keys != null) {
      Snapshot.OfProvider known = new Snapshot.OfProvider(keys, Map.of());
      json.snapshot(Field.FACTS, new Snapshot(Map.of(provider, known)));
    }
  }

  private void run(StrategyRun run) {
    json.text(Field.STRATEGY, run.strategy());
    json.text(Field.ERROR, run.error());
    json.ids(Field.KEYS_TO_TRY, run.chosen());
  }

  private void order(KeyOrder keys) {
    json.ids(Field.KEYS_TO_TRY, keys.keys());
    if (keys.choice() == KeyOrder.Choice.COLD_START) {
      json.flag(Field.COLD_START, true);
    }
    Duration age = keys.rankingAge();
    if (age != null) {
      json.number(Field.RANKING_AGE_MS, age.toMillis());
    }
    json.objects(
        Field.KEYS_LEFT_OUT,
        keys.leftOut(),
        leftOut -> {
          json.text(Field.KEY, leftOut.key());
          json.text(Field.REASON, leftOut.reason());
        });
  }
}
