package dev.keyway.expression;

import dev.keyway.expression.Source.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A text in pieces. */
record CompiledTemplate(String source, List<Piece> pieces) implements Template {

  /** A piece of the text. */
  sealed interface Piece {

    /** Text that stands for itself. */
    record Words(String text) implements Piece {}

    /** An expression, and where it begins in the text. */
    record Code(Expression expression, Place place) implements Piece {

      Stream<SecretUse> secrets() {
        return expression.secrets().stream().map(place::outer);
      }

      /** Its value; a failure has its place in the whole text. */
      Evaluation evaluate(Map<String, ?> variables, RandomGenerator random) {
        return switch (expression.evaluate(variables, random)) {
          case Evaluation.Value value -> value;
          case Evaluation.Failure failure -> place.outer(failure);
        };
      }

      /** Its value where only text can stand: lists, maps and facts can't, nor what is absent. */
      Evaluation evaluateAsText(Map<String, ?> variables, RandomGenerator random) {
        Evaluation evaluation = evaluate(variables, random);
        if (!(evaluation instanceof Evaluation.Value(Object value))) {
          return evaluation;
        }
        return switch (value) {
          case null -> failure("absent_value");
          case String text -> evaluation;
          case Long number -> evaluation;
          case Double number -> evaluation;
          case Boolean truth -> evaluation;
          case Instant time -> evaluation;
          default -> failure("wrong_type");
        };
      }

      private Evaluation failure(String code) {
        return new Evaluation.Failure(code, place.line(), place.column());
      }
    }
  }

  @Override
  public boolean literal() {
    return pieces.stream().allMatch(Piece.Words.class::isInstance);
  }

  @Override
  public boolean uses(String path) {
    return codes().anyMatch(code -> code.expression().uses(path));
  }

  @Override
  public List<SecretUse> secrets() {
    return codes().flatMap(Piece.Code::secrets).toList();
  }

  private Stream<Piece.Code> codes() {
    return pieces.stream().filter(Piece.Code.class::isInstance).map(Piece.Code.class::cast);
  }

  @Override
  public Evaluation evaluate(Map<String, ?> variables, RandomGenerator random) {
    return pieces.size() == 1 && pieces.getFirst() instanceof Piece.Code lone
        ? lone.evaluate(variables, random)
        : concatenate(variables, random);
  }

  private Evaluation concatenate(Map<String, ?> variables, RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Words words -> text.append(words.text());
        case Piece.Code code -> {
          Evaluation evaluation = code.evaluateAsText(variables, random);
          if (!(evaluation instanceof Evaluation.Value(Object value))) {
            return evaluation;
          }
          text.append(value);
        }
      }
    }
    return new Evaluation.Value(text.toString());
  }
}
