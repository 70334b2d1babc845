package dev.keyway.expression;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A function of plain values: texts, bytes, numbers, lists, maps. A row of one of the tables in
 * {@link Topic}.
 *
 * @param name as written in expressions; a function in a namespace has a dot in it
 * @param receiver what it is called on, or null when it is written before its arguments
 * @param parameters its parameters
 * @param optional how many of the last arguments may be left out
 * @param result what it gives
 * @param body what it does
 * @param manual what people are told of it
 */
record ValueFunction(
    String name,
    @Nullable Parameter receiver,
    List<Parameter> parameters,
    int optional,
    CelType result,
    Body body,
    Manual manual)
    implements LateFunction {

  /** What a function does. */
  interface Body {

    /**
     * The result.
     *
     * @param arguments what it is called on, if anything, then the arguments of the call
     */
    Object apply(Object[] arguments, Run run);
  }

  /** One that takes all of its parameters. */
  ValueFunction(
      String name,
      @Nullable Parameter receiver,
      List<Parameter> parameters,
      CelType result,
      Body body,
      Manual manual) {
    this(name, receiver, parameters, 0, result, body, manual);
  }

  /** How it is written, for people. */
  String call() {
    String needed =
        parameters.stream()
            .limit(parameters.size() - optional)
            .map(Parameter::name)
            .collect(joining(", "));
    String more =
        parameters.stream()
            .skip(parameters.size() - optional)
            .map(Parameter::name)
            .collect(joining(", "));
    String gap = needed.isEmpty() || more.isEmpty() ? "" : ", ";
    return name + "(" + needed + (more.isEmpty() ? "" : "[" + gap + more + "]") + ")";
  }

  @Override
  public List<CelOverloadDecl> overloads(Collection<FactType<?>> facts) {
    return overloads();
  }

  /** One for each choice of arguments and their types. */
  private List<CelOverloadDecl> overloads() {
    return IntStream.rangeClosed(least(), most()).boxed().flatMap(this::overloads).toList();
  }

  private Stream<CelOverloadDecl> overloads(int length) {
    List<List<CelType>> choices =
        Lists.cartesianProduct(
            IntStream.range(0, length).mapToObj(i -> parameter(i).types()).toList());
    return IntStream.range(0, choices.size())
        .mapToObj(choice -> overload(length, choice, ImmutableList.copyOf(choices.get(choice))));
  }

  private CelOverloadDecl overload(int length, int choice, ImmutableList<CelType> types) {
    String id = name + (receiver == null ? "_" : "_of_") + length + "_" + choice;
    return receiver == null
        ? CelOverloadDecl.newGlobalOverload(id, result, types)
        : CelOverloadDecl.newMemberOverload(id, result, types);
  }

  private int least() {
    return most() - optional;
  }

  private int most() {
    return parameters.size() + (receiver == null ? 0 : 1);
  }

  private Parameter parameter(int index) {
    if (receiver == null) {
      return parameters.get(index);
    }
    return index == 0 ? receiver : parameters.get(index - 1);
  }

  @Override
  public boolean takes(Object[] arguments) {
    if (arguments.length < least() || arguments.length > most()) {
      return false;
    }
    for (int i = 0; i < arguments.length; i++) {
      if (!parameter(i).javaType().isInstance(arguments[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Object apply(Object[] arguments, Run run) {
    return body.apply(arguments, run);
  }
}
