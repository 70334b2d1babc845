package dev.keyway.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import java.util.Collection;
import java.util.List;
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
  public List<CelOverloadDecl> overloads(Collection<FactType<?>> facts) {
    return IntStream.rangeClosed(least(), parameters.size()).mapToObj(this::overload).toList();
  }

  private int least() {
    return parameters.size() - optional;
  }

  private CelOverloadDecl overload(int length) {
    return CelOverloadDecl.newMemberOverload(
        name + "_" + length, result, ImmutableList.copyOf(parameters.subList(0, length)));
  }

  @Override
  public boolean takes(Object[] arguments) {
    return least() <= arguments.length
        && arguments.length <= parameters.size()
        && IntStream.range(0, arguments.length)
            .allMatch(i -> DeclaredTypes.javaClass(parameters.get(i)).isInstance(arguments[i]));
  }

  @Override
  public Object apply(Object[] arguments, Run run) {
    return body.apply(arguments, run);
  }
}
