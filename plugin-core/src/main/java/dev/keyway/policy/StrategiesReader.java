package dev.keyway.policy;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.expression.Compilation;
import dev.keyway.expression.Expression;
import dev.keyway.expression.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Reads and compiles the strategies of a selection. */
final class StrategiesReader {

  private final Reading reading;

  StrategiesReader(Reading reading) {
    this.reading = reading;
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
    ValueType[] results = reading.settings().keySelectionResults().toArray(ValueType[]::new);
    switch (reading.settings().keySelection().compile(text.text(), results)) {
      case Compilation.Compiled<Expression> compiled ->
          strategies.add(new Strategy(path, compiled.result()));
      case Compilation.Failed<Expression> failed ->
          failed.problems().forEach(problem -> reading.expressionError(text, problem));
    }
  }
}
