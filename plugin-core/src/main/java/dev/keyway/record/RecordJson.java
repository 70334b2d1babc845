package dev.keyway.record;

import dev.keyway.failover.AttemptRecord;
import dev.keyway.failover.ModelTrial;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
  static void write(DecisionRecord record, Json json) throws IOException {
    new RecordJson(record, json).write();
  }

  private void write() throws IOException {
    RecordedError error = RecordedError.of(record);
    json.text("id", record.id());
    json.text("time", record.startedAt().toString());
    json.text("policy", record.policy());
    json.text("route", record.route());
    json.text("status", error == null ? "success" : "error");
    json.text("ending", record.ending().name().toLowerCase(Locale.ROOT));
    error(error);
    ClientJson.write(json, record);
    // The gateway's own count where there is one: each attempt has the provider's.
    Long counted = record.inputTokens();
    json.number("input_ngrok_tokens", counted == null ? record.usage().inputTokens() : counted);
    json.number("output_ngrok_tokens", record.usage().outputTokens());
    json.number("gateway_latency_ms", gatewayMillis());
    json.number("total_ms", totalMillis());
    new RuledJson(json).write(record.ruled());
    json.objects("model_selection", record.modelRuns(), new ModelRunJson(json)::write);
    json.objects("models_tried", record.trials(), new TrialJson(json, record)::write);
    if (error == null) {
      success();
    }
  }

  private void error(@Nullable RecordedError error) throws IOException {
    if (error == null) {
      return;
    }
    json.startObject("error");
    json.text("code", error.code());
    json.text("ngrok_code", error.oldCode());
    json.text("message", error.message());
    json.number("status", error.status() == null ? null : error.status().longValue());
    json.endObject();
  }

  private void success() throws IOException {
    for (int model = 0; model < record.trials().size(); model++) {
      List<AttemptRecord> attempts = record.trials().get(model).attempts();
      for (int request = 0; request < attempts.size(); request++) {
        if (AttemptJson.isPassed(record, attempts.get(request))) {
          success(model, request, record.trials().get(model));
        }
      }
    }
  }

  private void success(int model, int request, ModelTrial trial) throws IOException {
    json.startObject("success");
    json.number("model_index", (long) model);
    json.number("request_index", (long) request);
    json.text("model", trial.candidate().model().id());
    json.text("provider", trial.candidate().provider().id());
    json.text("author", trial.candidate().model().authorId());
    json.text("paid_by", trial.payer().wireName());
    json.endObject();
  }

  /** The time that was Keyway's own: all of it less what providers took. */
  private long gatewayMillis() {
    long upstream =
        record.trials().stream()
            .flatMap(trial -> trial.attempts().stream())
            .mapToLong(attempt -> AttemptJson.upstreamMillis(record, attempt))
            .sum();
    return Math.max(0, totalMillis() - upstream);
  }

  private long totalMillis() {
    return Duration.between(record.startedAt(), record.endedAt()).toMillis();
  }
}
