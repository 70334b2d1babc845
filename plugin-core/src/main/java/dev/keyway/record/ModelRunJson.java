package dev.keyway.record;

import dev.keyway.select.ModelRun;
import java.io.IOException;

/** The part of a record that says what the strategies over models did. */
final class ModelRunJson {

  private final Json json;

  ModelRunJson(Json json) {
    this.json = json;
  }

  void write(ModelRun run) throws IOException {
    json.text("strategy", run.strategy());
    json.text("error", run.error());
    if (run.error() == null) {
      json.number("candidates_returned", (long) run.returned());
      json.number("candidates_after_allowed_filter", (long) run.allowed());
      json.number("candidates_after_client_filter", (long) run.asked());
    }
    json.texts("models_to_try", run.models());
  }
}
