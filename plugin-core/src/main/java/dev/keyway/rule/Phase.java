package dev.keyway.rule;

import dev.keyway.expression.Environment;
import dev.keyway.facts.RuleEnvironment;

/** When rules run. */
public enum Phase {
  /** When a request has arrived. */
  REQUEST("on_http_request"),
  /** When its answer is about to go out. */
  RESPONSE("on_http_response"),
  /** For each event of an answer that is an event stream. */
  EVENT("on_event_stream_message");

  private final String field;

  Phase(String field) {
    this.field = field;
  }

  /** What its expressions are compiled in; the first call is costly. */
  public Environment environment() {
    return switch (this) {
      case REQUEST -> RuleEnvironment.onRequest();
      case RESPONSE -> RuleEnvironment.onResponse();
      case EVENT -> RuleEnvironment.onStreamMessage();
    };
  }

  /** The field of a policy that holds its rules. */
  public String field() {
    return field;
  }
}
