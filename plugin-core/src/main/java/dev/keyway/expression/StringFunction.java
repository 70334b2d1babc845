package dev.keyway.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A member function that makes or searches a text and may cost more than its arguments' sizes: a
 * row of {@link StringFunctions#TABLE}.
 *
 * @param name as written in expressions
 * @param parameters the type it is called on, then those of its arguments
 * @param optional how many of the last arguments may be left out
 * @param result what it gives
 * @param body what it does
 */
@SuppressWarnings("Immutable") // Its bindings live for one evaluation, on one thread.
record StringFunction(
    String name, List<CelType> parameters, int optional, CelType result, Body body)
    implements LateFunction {

  /** What a function does. */
  interface Body {

    /**
     * The result.
     *
     * @param arguments what it is called on, then the arguments of the call
     */
    Object apply(Object[] arguments, Run run);
  }

  @Override
  public Optional<CelFunctionDecl> declaration(Collection<FactType<?>> facts) {
    return Optional.of(
        CelFunctionDecl.newFunctionDeclaration(name, lengths().mapToObj(this::overload).toList()));
  }

  private IntStream lengths() {
    return IntStream.rangeClosed(parameters.size() - optional, parameters.size());
  }

  private CelOverloadDecl overload(int length) {
    return CelOverloadDecl.newMemberOverload(
        name + "_" + length, result, ImmutableList.copyOf(parameters.subList(0, length)));
  }

  @Override
  public List<CelFunctionBinding> bindings(Run run) {
    return lengths().mapToObj(length -> binding(length, run)).toList();
  }

  private CelFunctionBinding binding(int length, Run run) {
    ImmutableList.Builder<Class<?>> classes = ImmutableList.builder();
    parameters
        .subList(0, length)
        .forEach(parameter -> classes.add(DeclaredTypes.javaClass(parameter)));
    return CelFunctionBinding.from(
        name + "_" + length, classes.build(), args -> body.apply(args, run));
  }
}
