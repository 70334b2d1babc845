package dev.keyway.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.keyway.classify.Classification;
import dev.keyway.classify.Outcome;
import dev.keyway.failover.AttemptRecord;
import dev.keyway.failover.ModelTrial;
import dev.keyway.http.Headers;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.AiRequest;
import dev.keyway.route.Exclusion;
import dev.keyway.select.KeyOrder;
import dev.keyway.select.StrategyRun;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a decision record as one line of JSON; the fields the retired vendor's gateway had keep
 * their names.
 */
public final class RecordJson {

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Headers whose values say something of a decision and can't be a credential. All others are
   * named, not shown.
   */
  private static final Set<String> SHOWN =
      Set.of(
          "accept",
          "anthropic-beta",
          "anthropic-version",
          "content-length",
          "content-type",
          "date",
          "retry-after",
          "retry-after-ms",
          "request-id",
          "user-agent",
          "x-request-id",
          "x-should-retry");

  private static final List<String> SHOWN_PREFIXES =
      List.of("x-ratelimit-", "anthropic-ratelimit-");

  private final DecisionRecord record;
  private final JsonGenerator json;

  private RecordJson(DecisionRecord record, JsonGenerator json) {
    this.record = record;
    this.json = json;
  }

  /** The record as one line, without a line break at its end. */
  public static String line(DecisionRecord record) {
    StringWriter line = new StringWriter(1024);
    write(record, line);
    return line.toString();
  }

  private static void write(DecisionRecord record, Writer out) {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      new RecordJson(record, json).document();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  private void document() throws IOException {
    json.writeStartObject();
    json.writeStringField("id", record.id());
    json.writeStringField("time", record.startedAt().toString());
    text("policy", record.policy());
    json.writeStringField("route", record.route());
    json.writeStringField("status", record.refusal() == null ? "success" : "error");
    json.writeStringField("ending", record.ending().name().toLowerCase(Locale.ROOT));
    error();
    client();
    number("input_ngrok_tokens", record.usage().inputTokens());
    number("output_ngrok_tokens", record.usage().outputTokens());
    json.writeNumberField("gateway_latency_ms", gatewayMillis());
    json.writeNumberField("total_ms", millis(record.startedAt(), record.endedAt()));
    json.writeArrayFieldStart("model_selection");
    json.writeEndArray();
    json.writeArrayFieldStart("models_tried");
    for (ModelTrial trial : record.trials()) {
      trial(trial);
    }
    json.writeEndArray();
    success();
    json.writeEndObject();
  }

  private void error() throws IOException {
    Refusal refusal = record.refusal();
    if (refusal == null) {
      return;
    }
    json.writeObjectFieldStart("error");
    json.writeStringField("code", refusal.code().wireName());
    text("ngrok_code", refusal.code().oldCode());
    json.writeStringField("message", refusal.message());
    json.writeNumberField("status", refusal.code().status());
    json.writeEndObject();
  }

  private void client() throws IOException {
    DecisionRecord.Client client = record.client();
    json.writeObjectFieldStart("client");
    json.writeStringField("method", client.method());
    json.writeStringField("path", client.path());
    text("user_agent", client.headers().first("user-agent"));
    headers("request_headers", client.headers());
    AiRequest ai = record.ai();
    if (ai != null) {
      text("model", ai.model());
      strings("models", ai.models());
      json.writeBooleanField("stream", ai.stream());
    }
    text("api_key_hash", client.credentialHash());
    text("identity", client.caller().consumer());
    json.writeStringField("vouched_by", client.caller().voucher().name().toLowerCase(Locale.ROOT));
    text("client_ip", client.caller().clientIp());
    json.writeArrayFieldStart("rejected_models");
    for (Exclusion exclusion : record.excluded()) {
      json.writeStartObject();
      json.writeStringField("model", exclusion.model());
      json.writeStringField("reason", exclusion.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void trial(ModelTrial trial) throws IOException {
    json.writeStartObject();
    json.writeStringField("model", trial.candidate().model().id());
    json.writeStringField("provider", trial.candidate().provider().id());
    text("author", trial.candidate().model().authorId());
    text("skipped", trial.skipped());
    KeyOrder keys = trial.keys();
    if (keys != null) {
      selection(keys);
    }
    json.writeArrayFieldStart("requests_made");
    for (AttemptRecord attempt : trial.attempts()) {
      attempt(attempt);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void selection(KeyOrder keys) throws IOException {
    json.writeArrayFieldStart("api_key_selection");
    for (StrategyRun run : keys.runs()) {
      json.writeStartObject();
      json.writeStringField("strategy", run.strategy());
      text("error", run.error());
      strings("keys_to_try", run.keys());
      json.writeEndObject();
    }
    json.writeEndArray();
    strings("keys_to_try", keys.keys().stream().map(key -> key.id()).toList());
    json.writeArrayFieldStart("keys_left_out");
    for (KeyOrder.LeftOut leftOut : keys.leftOut()) {
      json.writeStartObject();
      json.writeStringField("key", leftOut.key());
      json.writeStringField("reason", leftOut.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void attempt(AttemptRecord attempt) throws IOException {
    json.writeStartObject();
    json.writeNumberField("number", attempt.attempt().number());
    boolean good = attempt.classification() instanceof Classification.Success;
    json.writeStringField("status", good ? "success" : "error");
    if (attempt.classification() instanceof Classification.Failure failure) {
      json.writeStringField("error", failure.reason());
      json.writeStringField("scope", failure.scope().wireName());
    }
    json.writeStringField("action", action(attempt));
    String remembered = Remembered.words(attempt.mark(), attempt.attempt().keyId());
    text("remembered", remembered);
    if (attempt.attempt().key() != null) {
      text("quota_group", attempt.attempt().key().quotaGroup());
    }
    if (isPassed(attempt)) {
      number("upstream_input_tokens", record.usage().inputTokens());
      number("upstream_output_tokens", record.usage().outputTokens());
    }
    request(attempt);
    response(attempt);
    json.writeObjectFieldStart("upstream_latency");
    json.writeNumberField("time_to_first_byte_ms", millis(attempt.startedAt(), attempt.endedAt()));
    Instant end = isPassed(attempt) ? record.endedAt() : attempt.endedAt();
    json.writeNumberField("total_ms", millis(attempt.startedAt(), end));
    json.writeEndObject();
    json.writeEndObject();
  }

  private void request(AttemptRecord attempt) throws IOException {
    json.writeObjectFieldStart("request");
    DecisionRecord.Call call = record.calls().get(attempt.attempt().number());
    if (call != null) {
      json.writeStringField("url", call.url());
      if (!call.strippedParams().isEmpty()) {
        strings("stripped_params", call.strippedParams());
      }
    }
    json.writeStringField("api_key", attempt.attempt().keyId());
    json.writeEndObject();
  }

  private void response(AttemptRecord attempt) throws IOException {
    switch (attempt.outcome()) {
      case Outcome.Answered answered -> {
        json.writeObjectFieldStart("response");
        json.writeNumberField("status_code", answered.status());
        headers("headers", answered.headers());
        json.writeEndObject();
      }
      case Outcome.Broken broken -> broken("broken", broken.stage(), broken.bodySent());
      case Outcome.TimedOut timedOut -> broken("timed_out", timedOut.stage(), timedOut.bodySent());
      case Outcome.Cancelled cancelled -> json.writeBooleanField("cancelled", true);
    }
  }

  private void broken(String how, Outcome.Stage stage, boolean bodySent) throws IOException {
    json.writeStringField(how, stage.wireName());
    // What was sent whole may have been served, and billed, although no answer came.
    json.writeBooleanField("may_have_been_billed", bodySent);
  }

  private void success() throws IOException {
    AttemptRecord passed = record.passed();
    if (passed == null) {
      return;
    }
    json.writeObjectFieldStart("success");
    for (int model = 0; model < record.trials().size(); model++) {
      int request = record.trials().get(model).attempts().indexOf(passed);
      if (request >= 0) {
        json.writeNumberField("model_index", model);
        json.writeNumberField("request_index", request);
      }
    }
    json.writeStringField("model", passed.attempt().candidate().model().id());
    json.writeStringField("provider", passed.attempt().candidate().provider().id());
    text("author", passed.attempt().candidate().model().authorId());
    json.writeEndObject();
  }

  /**
   * What followed an attempt: its answer was passed, another key or model was tried, or nothing was
   * left.
   */
  private String action(AttemptRecord attempt) {
    if (isPassed(attempt)) {
      return "pass";
    }
    boolean seen = false;
    for (ModelTrial trial : record.trials()) {
      int at = trial.attempts().indexOf(attempt);
      if (at >= 0 && at + 1 < trial.attempts().size()) {
        return "next_key";
      }
      if (seen && !trial.attempts().isEmpty()) {
        return "next_model";
      }
      seen |= at >= 0;
    }
    return record.refusal() == null ? "abandon" : "refuse";
  }

  private boolean isPassed(AttemptRecord attempt) {
    return attempt.equals(record.passed());
  }

  /** The time that was Keyway's own: all of it less what providers took. */
  private long gatewayMillis() {
    long upstream = 0;
    for (ModelTrial trial : record.trials()) {
      for (AttemptRecord attempt : trial.attempts()) {
        Instant end = isPassed(attempt) ? record.endedAt() : attempt.endedAt();
        upstream += millis(attempt.startedAt(), end);
      }
    }
    return Math.max(0, millis(record.startedAt(), record.endedAt()) - upstream);
  }

  private void headers(String field, Headers headers) throws IOException {
    json.writeObjectFieldStart(field);
    for (String name : headers.names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean shown = SHOWN.contains(lower) || SHOWN_PREFIXES.stream().anyMatch(lower::startsWith);
      json.writeStringField(lower, shown ? String.join(", ", headers.all(name)) : "(not shown)");
    }
    json.writeEndObject();
  }

  private void strings(String field, List<String> values) throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private void text(String field, @Nullable String value) throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }

  private void number(String field, @Nullable Long value) throws IOException {
    if (value != null) {
      json.writeNumberField(field, value);
    }
  }

  private static long millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }
}
