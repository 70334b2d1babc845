package dev.keyway.expression;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.TypeParamType;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A member function of lists or of facts that evaluates its arguments once: a row of {@link
 * ListFunctions#TABLE} or {@link FactFunctions#TABLE}.
 *
 * @param name as written in expressions
 * @param receiver what it is called on
 * @param needs what the facts it is called on must have; none: they may be anything
 * @param parameters its parameters
 * @param result what it gives
 * @param body what it does
 * @param manual what people are told of it
 */
record MemberFunction(
    String name,
    Receiver receiver,
    List<Need> needs,
    List<Parameter> parameters,
    Result result,
    Body body,
    Manual manual)
    implements LateFunction {

  /** What a function is called on. */
  enum Receiver {
    LIST,
    FACT;

    CelType of(CelType fact) {
      return this == LIST ? ListType.create(fact) : fact;
    }

    private Class<?> javaType() {
      return this == LIST ? List.class : FactValue.class;
    }
  }

  /** What a function gives, in terms of the facts it is called on. */
  interface Result {

    /** The type, given the type of the facts. */
    CelType of(CelType fact, Collection<FactType<?>> facts);
  }

  /** What a function does. */
  interface Body {

    /**
     * The result.
     *
     * @param receiver what it is called on
     * @param arguments that again, then the arguments of the call
     */
    Object apply(Object receiver, Object[] arguments, Run run);
  }

  /** How it is written, for people. */
  String call() {
    return name + parameters.stream().map(Parameter::name).collect(joining(", ", "(", ")"));
  }

  @Override
  public List<CelOverloadDecl> overloads(Collection<FactType<?>> facts) {
    return receivers(facts).flatMap(fact -> overloads(fact, facts)).toList();
  }

  private Stream<CelType> receivers(Collection<FactType<?>> facts) {
    if (needs.isEmpty()) {
      return Stream.of(TypeParamType.create("A"));
    }
    return facts.stream()
        .filter(fact -> needs.stream().allMatch(need -> need.metBy(fact)))
        .map(fact -> DeclaredTypes.celType(new ValueType.Fact(fact)));
  }

  /** One for each choice of the parameters' types. */
  private Stream<CelOverloadDecl> overloads(CelType fact, Collection<FactType<?>> facts) {
    List<List<CelType>> choices =
        Lists.cartesianProduct(parameters.stream().map(Parameter::types).toList());
    return IntStream.range(0, choices.size())
        .mapToObj(choice ->
            CelOverloadDecl.newMemberOverload(
                String.join("_", name, fact.name(), String.valueOf(arity()), "" + choice),
                result.of(fact, facts),
                ImmutableList.<CelType>builder()
                    .add(receiver.of(fact))
                    .addAll(choices.get(choice))
                    .build()));
  }

  private int arity() {
    return 1 + parameters.size();
  }

  @Override
  public boolean takes(Object[] arguments) {
    return arguments.length == arity()
        && receiver.javaType().isInstance(arguments[0])
        && IntStream.range(0, parameters.size())
            .allMatch(i -> parameters.get(i).javaType().isInstance(arguments[i + 1]));
  }

  @Override
  public Object apply(Object[] arguments, Run run) {
    return body.apply(arguments[0], arguments, run);
  }
}
