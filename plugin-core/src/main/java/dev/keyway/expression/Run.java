package dev.keyway.expression;

import dev.cel.runtime.CelFunctionResolver;
import dev.cel.runtime.CelResolvedOverload;
import dev.cel.runtime.CelVariableResolver;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * One evaluation: where its variables are found, what its functions draw from, what it may still
 * cost.
 */
@SuppressWarnings("ThreadSafe") // It lives on one thread.
final class Run implements CelVariableResolver, CelFunctionResolver {

  /** The types of so many parameters: a function looks at its arguments itself. */
  private static final List<List<Class<?>>> ANY =
      IntStream.range(0, 8).mapToObj(Run::anyTypes).toList();

  private final Map<String, ValueType> types;
  private final Map<String, ?> variables;
  private final Map<String, Regex> regexes;
  private final RandomGenerator random;
  private final Meter meter = new Meter();

  Run(
      Map<String, ValueType> types,
      Map<String, ?> variables,
      Map<String, Regex> regexes,
      RandomGenerator random) {
    this.types = types;
    this.variables = variables;
    this.regexes = regexes;
    this.random = random;
  }

  private static List<Class<?>> anyTypes(int count) {
    return Collections.nCopies(count, Object.class);
  }

  /** A variable; one that is declared but was not given is absent. */
  @Override
  public Optional<Object> find(String name) {
    ValueType type = types.get(name);
    return type == null ? Optional.empty() : Optional.of(Values.wrap(type, variables.get(name)));
  }

  @Override
  public Optional<CelResolvedOverload> findOverloadMatchingArgs(
      String name, Collection<String> overloads, Object[] args) {
    return findOverloadMatchingArgs(name, args);
  }

  @Override
  @SuppressWarnings("Immutable") // What is resolved is called once, in this evaluation.
  public Optional<CelResolvedOverload> findOverloadMatchingArgs(String name, Object[] args) {
    LateFunction function = LateFunctions.find(name, args);
    return function == null
        ? Optional.empty()
        : Optional.of(
            CelResolvedOverload.of(
                name, name, given -> function.apply(given, this), true, ANY.get(args.length)));
  }

  /** Where the evaluation reads secrets. */
  SecretLookup secrets() {
    return variables.get(SecretLookup.VARIABLE) instanceof SecretLookup given
        ? given
        : SecretLookup.NONE;
  }

  RandomGenerator random() {
    return random;
  }

  Meter meter() {
    return meter;
  }

  /** A regular expression; those written out in the expression were compiled with it. */
  Regex regex(String pattern) {
    Regex known = regexes.get(pattern);
    return known == null ? Regex.compile(pattern) : known;
  }
}
