package dev.keyway.policy;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.expression.Expression;
import dev.keyway.expression.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads and compiles the strategies of one kind of selection. */
final class StrategiesReader {

  private final Reading reading;
  private final SecretReferences secrets;
  private final Supplier<StrategyLanguage> language;

  StrategiesReader(Reading reading, SecretReferences secrets, Supplier<StrategyLanguage> language) {
    this.reading = reading;
    this.secrets = secrets;
    this.language = language;
  }

  List<Strategy> read(Fields config, String selection) {
    Fields fields = config.object(selection);
    if (fields == null) {
      return List.of();
    }
    List<Strategy> strategies = new ArrayList<>();
    for (Node.Scalar text : fields.texts("strategy")) {
      compile(text, selection + ".strategy[" + strategies.size() + "]", strategies);
    }
    fields.end();
    return strategies;
  }

  private void compile(Node.Scalar text, String path, List<Strategy> strategies) {
    if (text.text().strip().startsWith("${")) {
      reading.error(text.place(), "a strategy is an expression already; write it without ${ }");
      return;
    }
    ValueType[] results = language.get().results().toArray(ValueType[]::new);
    Expression compiled =
        reading.compiled(text, language.get().environment().compile(text.text(), results));
    if (compiled != null) {
      secrets.name(compiled.secrets(), text);
      strategies.add(new Strategy(path, compiled));
    }
  }
}
