package dev.keyway.record;

import dev.keyway.rule.RuleTrace;

/** Writes what rules did. */
final class RuledJson {

  private final Json json;

  RuledJson(Json json) {
    this.json = json;
  }

  void write(Ruled ruled) {
    if (!ruled.traces().isEmpty()) {
      json.objects(Field.RULES, ruled.traces(), this::trace);
    }
    if (!ruled.logs().isEmpty()) {
      json.objects(Field.LOGS, ruled.logs(), entry -> json.value(Field.METADATA, entry.metadata()));
    }
    Integer answered = ruled.answered();
    json.number(Field.ANSWERED_BY_RULE, answered == null ? null : answered.longValue());
    if (!ruled.earlier().isEmpty()) {
      json.objects(Field.EARLIER, ruled.earlier(), record -> RecordJson.write(record, json));
    }
  }

  private void trace(RuleTrace trace) {
    json.text(Field.RULE, trace.path());
    json.text(Field.NAME, trace.name());
    json.texts(Field.ACTIONS, trace.actions());
    json.text(Field.ERROR, trace.error());
  }
}
