package dev.keyway.policy;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
import dev.keyway.document.Problem.Severity;
import dev.keyway.document.Problems;
import dev.keyway.document.Units;
import dev.keyway.expression.Compilation;
import dev.keyway.expression.ExpressionProblem;
import dev.keyway.expression.Template;
import dev.keyway.policy.PolicyReader.Origin;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One reading of a policy: what it may use, and what it has found. */
record Reading(PolicyReader.Settings settings, Problems problems) {

  private static final Duration LONGEST = Duration.ofHours(24);

  void error(Place place, String message) {
    problems.error(place, message);
  }

  boolean isInline() {
    return settings.origin() instanceof Origin.Inline;
  }

  /** A time span from a millisecond to a day. */
  Duration duration(Fields fields, String name, Duration fallback) {
    return duration(fields, name, fallback, LONGEST);
  }

  /** The same with a maximum of its own. */
  Duration duration(Fields fields, String name, Duration fallback, Duration longest) {
    Duration duration = fields.duration(name);
    if (duration == null) {
      return fallback;
    }
    if (duration.toMillis() < 1 || duration.compareTo(longest) > 0) {
      error(fields.place(name), "expected a duration from 1ms to " + Units.show(longest));
      return fallback;
    }
    return duration;
  }

  /** The text with its <code>${…}</code> compiled, or null, and a problem, when that fails. */
  @Nullable Template template(Node.Scalar text) {
    return compiled(text, settings.templates().get().compileTemplate(text.text()));
  }

  /** What was compiled of a text, or null, and then its problems are left. */
  <T> @Nullable T compiled(Node.Scalar text, Compilation<T> compilation) {
    return switch (compilation) {
      case Compilation.Compiled<T> compiled -> compiled.result();
      case Compilation.Failed<T> failed -> {
        failed.problems().forEach(problem -> expressionError(text, problem));
        yield null;
      }
    };
  }

  /**
   * A problem within a text, at its own place in the file where the file holds the text as it is.
   */
  void expressionError(Node.Scalar text, ExpressionProblem problem) {
    String where =
        text.exactAt(problem.line()) || problem.line() < 1
            ? ""
            : " (line %d, column %d of the expression)".formatted(problem.line(), problem.column());
    problems.add(
        Severity.ERROR,
        text.at(problem.line(), problem.column()),
        problem.message() + where,
        problem.nearest());
  }
}
