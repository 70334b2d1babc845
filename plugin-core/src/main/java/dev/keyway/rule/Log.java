package dev.keyway.rule;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code log}: writes something of its author's into the record and the log. */
record Log(Map<String, Shape> metadata) implements Action {

  static Log read(Fields config, RuleReading reading) {
    if (config.node("metadata") == null) {
      reading.error(config.place("metadata"), "missing; expected what is to be logged");
    }
    Map<String, Shape> metadata = new LinkedHashMap<>();
    for (Node.Member member : config.members("metadata")) {
      Shape value = reading.shape(config, member.value());
      if (value != null) {
        metadata.put(member.name(), value);
      }
    }
    return new Log(metadata);
  }

  @Override
  public ActionType type() {
    return ActionType.LOG;
  }

  @Override
  public boolean uses(String path) {
    return metadata.values().stream().anyMatch(value -> value.uses(path));
  }

  /** What is absent is left out: a log that misses a field says more than none. */
  @Override
  public Effect run(Scene scene) throws FailedTextException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, Shape> member : metadata.entrySet()) {
      Object value = member.getValue().in(scene);
      if (value != null) {
        values.put(member.getKey(), value);
      }
    }
    return new Effect.Told(Map.of("metadata", values), new Effect.Logged(values));
  }
}
