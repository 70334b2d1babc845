package dev.keyway.policy;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
import dev.keyway.expression.Expression;
import dev.keyway.expression.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads and compiles the strategies of one kind of selection. */
final class StrategiesReader {

  private static final String REUSE_FOR = "reuse_for";

  /** Longer, and requests would crowd on a key that was idle once. */
  private static final Duration LONGEST_REUSE = Duration.ofMillis(10);

  private final Reading reading;
  private final SecretReferences secrets;
  private final Supplier<StrategyLanguage> language;

  /** What {@code api_key_selection} says. */
  record KeyStrategies(List<Strategy> inOrder, Duration reuseRankingFor) {}

  StrategiesReader(Reading reading, SecretReferences secrets, Supplier<StrategyLanguage> language) {
    this.reading = reading;
    this.secrets = secrets;
    this.language = language;
  }

  List<Strategy> read(Fields config, String selection) {
    Fields fields = config.object(selection);
    return fields == null ? List.of() : strategies(fields, selection);
  }

  /** Strategies over keys, with how long what they give may be used again. */
  KeyStrategies readForKeys(Fields config) {
    Fields fields = config.object("api_key_selection");
    if (fields == null) {
      return new KeyStrategies(List.of(), Duration.ZERO);
    }
    Duration reuse = reading.duration(fields, REUSE_FOR, Duration.ZERO, LONGEST_REUSE);
    Place place = fields.place(REUSE_FOR);
    List<Strategy> strategies = strategies(fields, "api_key_selection");
    if (reuse.isPositive() && !strategies.isEmpty() && !strategies.getFirst().goesByKeysAlone()) {
      reading
          .problems()
          .warning(
              place,
              "the first strategy reads the request or a secret, or draws, so that each request has"
                  + " a ranking of its own");
    }
    return new KeyStrategies(strategies, reuse);
  }

  private List<Strategy> strategies(Fields fields, String selection) {
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
