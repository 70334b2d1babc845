package dev.keyway.record;

import dev.keyway.classify.Classification;
import dev.keyway.classify.Outcome;
import dev.keyway.failover.AttemptRecord;
import dev.keyway.failover.ModelTrial;
import dev.keyway.policy.ApiKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of a record that says what one attempt was, got and led to. */
final class AttemptJson {

  private final Json json;
  private final DecisionRecord record;

  AttemptJson(Json json, DecisionRecord record) {
    this.json = json;
    this.record = record;
  }

  void write(AttemptRecord attempt) throws IOException {
    json.number("number", (long) number(attempt));
    boolean good = attempt.classification() instanceof Classification.Success;
    json.text("status", good ? "success" : "error");
    if (attempt.classification() instanceof Classification.Failure failure) {
      json.text("error", failure.reason());
      json.text("scope", failure.scope().wireName());
    }
    json.text("action", action(attempt));
    json.text("remembered", Remembered.words(attempt.mark(), attempt.attempt().keyId()));
    ApiKey key = attempt.attempt().key();
    json.text("paid_by", attempt.attempt().payer().wireName());
    json.text("quota_group", key == null ? null : key.quotaGroup());
    if (isPassed(attempt)) {
      json.number("upstream_input_tokens", record.usage().inputTokens());
      json.number("upstream_output_tokens", record.usage().outputTokens());
    }
    DecisionRecord.Call call = record.calls().get(number(attempt));
    request(attempt, call);
    response(attempt, call);
    latency(attempt);
  }

  private void request(AttemptRecord attempt, DecisionRecord.@Nullable Call call)
      throws IOException {
    json.startObject("request");
    if (call != null) {
      json.text("url", call.url());
      if (!call.strippedParams().isEmpty()) {
        json.texts("stripped_params", call.strippedParams());
      }
      if (!call.cappedParams().isEmpty()) {
        json.startObject("capped_params");
        for (Map.Entry<String, Long> capped : call.cappedParams().entrySet()) {
          json.number(capped.getKey(), capped.getValue());
        }
        json.endObject();
      }
      if (call.resent()) {
        json.flag("resent", true);
      }
      if (!call.addedParams().isEmpty()) {
        json.texts("added_params", call.addedParams());
      }
    }
    json.text("api_key", attempt.attempt().keyId());
    json.endObject();
  }

  private void response(AttemptRecord attempt, DecisionRecord.@Nullable Call call)
      throws IOException {
    switch (attempt.outcome()) {
      case Outcome.Answered answered -> {
        json.startObject("response");
        json.number("status_code", (long) answered.status());
        ShownHeaders.write(json, "headers", answered.headers());
        json.text("body_on_error", call == null ? null : call.bodyOnError());
        json.endObject();
      }
      case Outcome.Broken broken -> broken("broken", broken.stage(), broken.bodySent());
      case Outcome.TimedOut timedOut -> broken("timed_out", timedOut.stage(), timedOut.bodySent());
      case Outcome.Cancelled cancelled -> json.flag("cancelled", true);
    }
  }

  private void broken(String how, Outcome.Stage stage, boolean bodySent) throws IOException {
    json.text(how, stage.wireName());
    // What was sent whole may have been served, and billed, although no answer came.
    json.flag("may_have_been_billed", bodySent);
  }

  /**
   * The first byte is the first that could have gone to the client: that of an answer which must be
   * judged whole comes with its last.
   */
  private void latency(AttemptRecord attempt) throws IOException {
    json.startObject("upstream_latency");
    if (attempt.outcome() instanceof Outcome.Answered) {
      json.number("time_to_first_byte_ms", millis(attempt.startedAt(), attempt.endedAt()));
    }
    json.number("total_ms", upstreamMillis(record, attempt));
    json.endObject();
  }

  /**
   * What followed an attempt: its answer was passed, another key, payer or model was tried, or
   * nothing was left.
   */
  private String action(AttemptRecord attempt) {
    if (isPassed(attempt)) {
      return "pass";
    }
    ModelTrial present = trialOf(number(attempt));
    ModelTrial next = trialOf(number(attempt) + 1);
    if (present == null || next == null) {
      return record.refusal() == null ? "abandon" : "refuse";
    }
    if (!next.candidate().equals(present.candidate())) {
      return "next_model";
    }
    return next.payer() == present.payer() ? "next_key" : "next_payer";
  }

  private @Nullable ModelTrial trialOf(int number) {
    for (ModelTrial trial : record.trials()) {
      if (trial.attempts().stream().anyMatch(attempt -> number(attempt) == number)) {
        return trial;
      }
    }
    return null;
  }

  private boolean isPassed(AttemptRecord attempt) {
    return isPassed(record, attempt);
  }

  /** How long a provider was at work for this attempt: of the one that was passed, to its end. */
  static long upstreamMillis(DecisionRecord record, AttemptRecord attempt) {
    Instant end = isPassed(record, attempt) ? record.endedAt() : attempt.endedAt();
    return millis(attempt.startedAt(), end);
  }

  static boolean isPassed(DecisionRecord record, AttemptRecord attempt) {
    AttemptRecord passed = record.passed();
    return passed != null && number(passed) == number(attempt);
  }

  private static int number(AttemptRecord attempt) {
    return attempt.attempt().number();
  }

  private static long millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }
}
