package dev.keyway.expression;

import dev.cel.common.CelIssue;
import dev.keyway.document.Nearest;
import dev.keyway.expression.Source.Place;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names an environment knows, for the nearest to a misspelt one. A name is offered only when
 * the compiler takes it in that place: the nearest field of another fact would mislead.
 *
 * @param issues what the compiler says to an expression
 */
record Names(
    Collection<String> variables,
    Collection<String> functions,
    Collection<String> fields,
    Function<String, List<CelIssue>> issues) {

  /** Names tried by the compiler at most. */
  private static final int TRIES = 4;

  /** They and the variables of the expression's loops. */
  Names with(Collection<String> loopVariables) {
    return new Names(
        Stream.concat(variables.stream(), loopVariables.stream()).distinct().toList(),
        functions,
        fields,
        issues);
  }

  @Nullable String nearestVariable(Source source, Place place, String name) {
    return nearest(variables, source, place, name);
  }

  @Nullable String nearestFunction(Source source, Place place, String name) {
    return nearest(functions, source, place, name);
  }

  @Nullable String nearestField(Source source, Place place, String name) {
    return nearest(fields, source, place, name);
  }

  private @Nullable String nearest(
      Collection<String> known, Source source, Place place, String name) {
    return Nearest.of(name, known, TRIES).stream()
        .filter(candidate -> fits(source, place, name, candidate))
        .findFirst()
        .orElse(null);
  }

  /** Whether what is wrong at the place vanishes with another name. */
  private boolean fits(Source source, Place place, String name, String candidate) {
    Source other = source.with(place, name, candidate);
    return issues.apply(other.text()).stream()
        .noneMatch(issue -> Problems.isUnknown(issue, candidate));
  }
}
