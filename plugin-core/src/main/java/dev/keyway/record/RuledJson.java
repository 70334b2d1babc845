package dev.keyway.record;

import dev.keyway.rule.RuleTrace;
import java.io.IOException;

/** Writes what rules did. */
final class RuledJson {

  private final Json json;

  RuledJson(Json json) {
    this.json = json;
  }

  void write(Ruled ruled) throws IOException {
    if (!ruled.traces().isEmpty()) {
      json.objects("rules", ruled.traces(), this::trace);
    }
    if (!ruled.logs().isEmpty()) {
      json.objects("logs", ruled.logs(), entry -> json.value("metadata", entry.metadata()));
    }
    Integer answered = ruled.answered();
    json.number("answered_by_rule", answered == null ? null : answered.longValue());
    if (!ruled.earlier().isEmpty()) {
      json.objects("earlier", ruled.earlier(), record -> RecordJson.write(record, json));
    }
  }

  private void trace(RuleTrace trace) throws IOException {
    json.text("rule", trace.path());
    json.text("name", trace.name());
    json.texts("actions", trace.actions());
    json.text("error", trace.error());
  }
}
