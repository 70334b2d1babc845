package dev.keyway.rule;

import dev.keyway.document.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code set-vars}: names values for what follows. */
record SetVars(List<Variable> vars) implements Action {

  /** One of them. */
  record Variable(String name, Shape value) {}

  static SetVars read(Fields config, RuleReading reading) {
    return new SetVars(reading.variables(config));
  }

  @Override
  public ActionType type() {
    return ActionType.SET_VARS;
  }

  @Override
  public boolean uses(String path) {
    return vars.stream().anyMatch(each -> each.value().uses(path));
  }

  /** Each may use those before it. */
  @Override
  public Effect run(Scene scene) throws FailedTextException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Variable each : vars) {
      Object value = each.value().in(scene.with(values));
      if (value == null) {
        values.remove(each.name());
      } else {
        values.put(each.name(), value);
      }
    }
    return new Effect.Vars(values);
  }
}
