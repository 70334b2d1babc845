package dev.keyway.record;

import dev.keyway.select.ModelRun;

/** The part of a record that says what the strategies over models did. */
final class ModelRunJson {

  private final Json json;

  ModelRunJson(Json json) {
    this.json = json;
  }

  void write(ModelRun run) {
    json.text(Field.STRATEGY, run.strategy());
    json.text(Field.ERROR, run.error());
    if (run.error() == null) {
      json.number(Field.CANDIDATES_RETURNED, run.returned());
      json.number(Field.CANDIDATES_AFTER_ALLOWED_FILTER, run.allowed());
      json.number(Field.CANDIDATES_AFTER_CLIENT_FILTER, run.asked());
    }
    json.texts(Field.MODELS_TO_TRY, run.models());
  }
}
