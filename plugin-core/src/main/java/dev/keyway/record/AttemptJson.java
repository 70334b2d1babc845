package dev.keyway.record;

import dev.keyway.classify.Classification;
import dev.keyway.classify.Outcome;
import dev.keyway.failover.AttemptRecord;
import dev.keyway.failover.ModelTrial;
import dev.keyway.policy.ApiKey;
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

  void write(AttemptRecord attempt) {
    json.number(Field.NUMBER, number(attempt));
    boolean good = attempt.classification() instanceof Classification.Success;
    json.text(Field.STATUS, good ? "success" : "error");
    if (attempt.classification() instanceof Classification.Failure failure) {
      json.text(Field.ERROR, failure.reason());
      json.text(Field.SCOPE, failure.scope().wireName());
    }
    json.text(Field.ACTION, action(attempt));
    json.text(Field.REMEMBERED, Remembered.words(attempt.mark(), attempt.attempt().keyId()));
    ApiKey key = attempt.attempt().key();
    json.text(Field.PAID_BY, attempt.attempt().payer().wireName());
    json.text(Field.QUOTA_GROUP, key == null ? null : key.quotaGroup());
    if (isPassed(attempt)) {
      json.number(Field.UPSTREAM_INPUT_TOKENS, record.usage().inputTokens());
      json.number(Field.UPSTREAM_OUTPUT_TOKENS, record.usage().outputTokens());
    }
    DecisionRecord.Call call = record.calls().get(number(attempt));
    request(attempt, call);
    response(attempt, call);
    latency(attempt);
  }

  private void request(AttemptRecord attempt, DecisionRecord.@Nullable Call call) {
    json.startObject(Field.REQUEST);
    if (call != null) {
      json.text(Field.URL, call.url());
      if (!call.strippedParams().isEmpty()) {
        json.texts(Field.STRIPPED_PARAMS, call.strippedParams());
      }
      if (!call.cappedParams().isEmpty()) {
        json.startObject(Field.CAPPED_PARAMS);
        for (Map.Entry<String, Long> capped : call.cappedParams().entrySet()) {
          json.number(capped.getKey(), capped.getValue());
        }
        json.endObject();
      }
      if (call.resent()) {
        json.flag(Field.RESENT, true);
      }
      if (!call.addedParams().isEmpty()) {
        json.texts(Field.ADDED_PARAMS, call.addedParams());
      }
    }
    json.text(Field.API_KEY, attempt.attempt().keyId());
    json.endObject();
  }

  private void response(AttemptRecord attempt, DecisionRecord.@Nullable Call call) {
    switch (attempt.outcome()) {
      case Outcome.Answered answered -> {
        json.startObject(Field.RESPONSE);
        json.number(Field.STATUS_CODE, answered.status());
        ShownHeaders.write(json, Field.HEADERS, answered.headers());
        json.text(Field.BODY_ON_ERROR, call == null ? null : call.bodyOnError());
        json.endObject();
      }
      case Outcome.Broken broken -> broken(Field.BROKEN, broken.stage(), broken.bodySent());
      case Outcome.TimedOut timedOut ->
          broken(Field.TIMED_OUT, timedOut.stage(), timedOut.bodySent());
      case Outcome.Cancelled cancelled -> json.flag(Field.CANCELLED, true);
    }
  }

  private void broken(Field how, Outcome.Stage stage, boolean bodySent) {
    json.text(how, stage.wireName());
    // What was sent whole may have been served, and billed, although no answer came.
    json.flag(Field.MAY_HAVE_BEEN_BILLED, bodySent);
  }

  /**
   * The first byte is the first that could have gone to the client: that of an answer which must be
   * judged whole comes with its last.
   */
  private void latency(AttemptRecord attempt) {
    json.startObject(Field.UPSTREAM_LATENCY);
    if (attempt.outcome() instanceof Outcome.Answered) {
      json.number(Field.TIME_TO_FIRST_BYTE_MS, millis(attempt.startedAt(), attempt.endedAt()));
    }
    json.number(Field.TOTAL_MS, upstreamMillis(record, attempt));
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
      for (AttemptRecord attempt : trial.attempts()) {
        if (number(attempt) == number) {
          return trial;
        }
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
