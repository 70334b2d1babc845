package dev.keyway.record;

import dev.keyway.failover.AttemptRecord;
import dev.keyway.failover.ModelTrial;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a decision record as one line of JSON. The fields that the retired vendor's gateway had
 * keep their names; what is unknown is left out.
 */
public final class RecordJson {

  private final DecisionRecord record;
  private final Json json;

  private RecordJson(DecisionRecord record, Json json) {
    this.record = record;
    this.json = json;
  }

  /** The record as one line, without a line break at its end. */
  public static String line(DecisionRecord record) {
    return Json.line(json -> write(record, json));
  }

  /**
   * The same as maps, lists, texts, numbers and booleans, for rules: {@code
   * actions.ngrok.ai_gateway}. There {@code error.code} is the retired vendor's where it had one,
   * as policies written for it expect; {@code error.keyway_code} is ours.
   */
  public static Map<String, Object> forRules(DecisionRecord record) {
    Map<String, Object> fields = Json.map(line(record));
    RecordedError error = RecordedError.of(record);
    if (error != null) {
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("code", error.oldCode() == null ? error.code() : error.oldCode());
      told.put("keyway_code", error.code());
      told.put("message", error.message());
      fields.put("error", told);
    }
    return fields;
  }

  /** The record's fields in an object that was begun. */
  static void write(DecisionRecord record, Json json) {
    new RecordJson(record, json).write();
  }

  private void write() {
    RecordedError error = RecordedError.of(record);
    json.text(Field.ID, record.id());
    json.instant(Field.TIME, record.startedAt());
    json.text(Field.POLICY, record.policy());
    json.text(Field.ROUTE, record.route());
    json.text(Field.STATUS, error == null ? "success" : "error");
    json.text(Field.ENDING, record.ending().wireName());
    error(error);
    ClientJson.write(json, record);
    // The gateway's own count where there is one: each attempt has the provider's.
    Long counted = record.inputTokens();
    json.number(Field.INPUT_NGROK_TOKENS, counted == null ? record.usage().inputTokens() : counted);
    json.number(Field.OUTPUT_NGROK_TOKENS, record.usage().outputTokens());
    json.number(Field.GATEWAY_LATENCY_MS, gatewayMillis());
    json.number(Field.TOTAL_MS, totalMillis());
    new RuledJson(json).write(record.ruled());
    json.objects(Field.MODEL_SELECTION, record.modelRuns(), new ModelRunJson(json)::write);
    json.objects(Field.MODELS_TRIED, record.trials(), new TrialJson(json, record)::write);
    if (error == null) {
      success();
    }
  }

  private void error(@Nullable RecordedError error) {
    if (error == null) {
      return;
    }
    json.startObject(Field.ERROR);
    json.text(Field.CODE, error.code());
    json.text(Field.NGROK_CODE, error.oldCode());
    json.text(Field.MESSAGE, error.message());
    json.number(Field.STATUS, error.status() == null ? null : error.status().longValue());
    json.endObject();
  }

  private void success() {
    for (int model = 0; model < record.trials().size(); model++) {
      List<AttemptRecord> attempts = record.trials().get(model).attempts();
      for (int request = 0; request < attempts.size(); request++) {
        if (AttemptJson.isPassed(record, attempts.get(request))) {
          success(model, request, record.trials().get(model));
        }
      }
    }
  }

  private void success(int model, int request, ModelTrial trial) {
    json.startObject(Field.SUCCESS);
    json.number(Field.MODEL_INDEX, model);
    json.number(Field.REQUEST_INDEX, request);
    json.text(Field.MODEL, trial.candidate().model().id());
    json.text(Field.PROVIDER, trial.candidate().provider().id());
    json.text(Field.AUTHOR, trial.candidate().model().authorId());
    json.text(Field.PAID_BY, trial.payer().wireName());
    json.endObject();
  }

  /** The time that was Keyway's own: all of it less what providers took. */
  private long gatewayMillis() {
    long upstream = 0;
    for (ModelTrial trial : record.trials()) {
      for (AttemptRecord attempt : trial.attempts()) {
        upstream += AttemptJson.upstreamMillis(record, attempt);
      }
    }
    return Math.max(0, totalMillis() - upstream);
  }

  private long totalMillis() {
    return Duration.between(record.startedAt(), record.endedAt()).toMillis();
  }
}
