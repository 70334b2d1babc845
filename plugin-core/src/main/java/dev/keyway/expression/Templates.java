package dev.keyway.expression;

import dev.keyway.expression.CompiledTemplate.Piece;
import dev.keyway.expression.Placeholders.Part;
import dev.keyway.expression.Source.Place;
import java.util.ArrayList;
import java.util.List;

/** Compiles the expressions of a text; their problems get places within the text. */
final class Templates {

  private final Compiler compiler;
  private final Source source;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<ExpressionProblem> problems = new ArrayList<>();

  private Templates(Compiler compiler, String text) {
    this.compiler = compiler;
    this.source = new Source(text);
  }

  static Compilation<Template> compile(Compiler compiler, String text) {
    return new Templates(compiler, text).compile();
  }

  private Compilation<Template> compile() {
    List<Part> parts = Placeholders.of(source.text());
    if (parts.stream().filter(Part.Code.class::isInstance).count() > Limits.PLACEHOLDERS) {
      report(0, "a text may hold " + Limits.PLACEHOLDERS + " expressions at most");
    } else {
      parts.forEach(this::add);
    }
    return problems.isEmpty()
        ? new Compilation.Compiled<>(new CompiledTemplate(source.text(), List.copyOf(pieces)))
        : new Compilation.Failed<>(List.copyOf(problems));
  }

  private void add(Part part) {
    switch (part) {
      case Part.Literal literal -> pieces.add(new Piece.Words(literal.text()));
      case Part.Unclosed unclosed -> report(unclosed.offset(), "no } closes this ${");
      case Part.Code code -> add(code, source.at(code.offset()));
    }
  }

  private void add(Part.Code code, Place place) {
    switch (compiler.compile(code.text(), List.of())) {
      case Compilation.Compiled<Expression>(Expression expression) ->
          pieces.add(new Piece.Code(expression, place));
      case Compilation.Failed<Expression>(List<ExpressionProblem> inner) ->
          inner.stream().map(place::outer).forEach(problems::add);
    }
  }

  private void report(int offset, String message) {
    problems.add(Problems.problem(source.at(offset), message));
  }
}
