package dev.keyway.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.TypeParamType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A member function of lists that evaluates its arguments once: a row of {@link
 * ListFunctions#TABLE}.
 *
 * @param name as written in expressions
 * @param field a STRING field the elements must have, or null when they may be anything
 * @param arguments the types of its arguments
 * @param result what it gives
 * @param body what it does
 */
@SuppressWarnings("Immutable") // Its bindings live for one evaluation, on one thread.
record ListFunction(
    String name, @Nullable String field, List<CelType> arguments, Result result, Body body)
    implements LateFunction {

  /** What a function gives, in terms of the list it is called on: the same type, or one element. */
  enum Result {
    LIST,
    ELEMENT
  }

  /** What a function does. */
  interface Body {

    /**
     * The result.
     *
     * @param arguments the list itself, then the arguments of the call
     */
    Object apply(List<?> list, Object[] arguments, Run run);
  }

  @Override
  public Optional<CelFunctionDecl> declaration(Collection<FactType<?>> facts) {
    List<CelOverloadDecl> overloads = elements(facts).map(this::overload).toList();
    return overloads.isEmpty()
        ? Optional.empty()
        : Optional.of(CelFunctionDecl.newFunctionDeclaration(name, overloads));
  }

  private Stream<CelType> elements(Collection<FactType<?>> facts) {
    if (field == null) {
      return Stream.of(TypeParamType.create("A"));
    }
    return facts.stream()
        .filter(fact -> DeclaredTypes.isString(fact.field(field)))
        .map(fact -> DeclaredTypes.celType(new ValueType.Fact(fact)));
  }

  private CelOverloadDecl overload(CelType element) {
    CelType list = ListType.create(element);
    return CelOverloadDecl.newMemberOverload(
        name + "_" + element.name(),
        switch (result) {
          case LIST -> list;
          case ELEMENT -> element;
        },
        ImmutableList.<CelType>builder().add(list).addAll(arguments).build());
  }

  @Override
  public List<CelFunctionBinding> bindings(Run run) {
    ImmutableList.Builder<Class<?>> classes = ImmutableList.<Class<?>>builder().add(List.class);
    arguments.forEach(argument -> classes.add(DeclaredTypes.javaClass(argument)));
    return List.of(
        CelFunctionBinding.from(
            name, classes.build(), args -> body.apply((List<?>) args[0], args, run)));
  }
}
