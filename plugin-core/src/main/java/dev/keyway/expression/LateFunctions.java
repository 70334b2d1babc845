package dev.keyway.expression;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All functions that are bound for each evaluation. */
final class LateFunctions {

  private static final Map<String, List<LateFunction>> BY_NAME =
      Stream.of(
              ListFunctions.TABLE.stream(),
              FactFunctions.TABLE.stream(),
              Topic.all(),
              Stream.of(LoopEnd.WEIGHTED),
              Stream.of(SecretFunction.GET))
          .flatMap(table -> table)
          .collect(
              groupingBy(
                  LateFunction::name,
                  LinkedHashMap::new,
                  collectingAndThen(toList(), List::copyOf)));

  /** Declarations of functions of plain values, which are the same in every environment. */
  private static final Map<String, CelFunctionDecl> PLAIN = plain();

  private LateFunctions() {}

  private static Map<String, CelFunctionDecl> plain() {
    Map<String, CelFunctionDecl> plain = new LinkedHashMap<>();
    BY_NAME.forEach((name, functions) -> {
      if (functions.stream().allMatch(ValueFunction.class::isInstance)) {
        plain.put(name, declaration(name, functions, List.of()).getFirst());
      }
    });
    return plain;
  }

  static Set<String> names() {
    return BY_NAME.keySet();
  }

  static List<CelFunctionDecl> declarations(Collection<FactType<?>> facts) {
    return Stream.concat(
            PLAIN.values().stream(),
            BY_NAME.entrySet().stream()
                .filter(entry -> !PLAIN.containsKey(entry.getKey()))
                .map(entry -> declaration(entry.getKey(), entry.getValue(), facts))
                .flatMap(List::stream))
        .toList();
  }

  /** One declaration of all functions of a name; none when no fact has what they need. */
  private static List<CelFunctionDecl> declaration(
      String name, List<LateFunction> functions, Collection<FactType<?>> facts) {
    List<CelOverloadDecl> overloads =
        functions.stream().flatMap(function -> function.overloads(facts).stream()).toList();
    return overloads.isEmpty()
        ? List.of()
        : List.of(CelFunctionDecl.newFunctionDeclaration(name, overloads));
  }

  /** The function of this name that takes these arguments, or null. */
  static @Nullable LateFunction find(String name, Object[] arguments) {
    for (LateFunction function : BY_NAME.getOrDefault(name, List.of())) {
      if (function.takes(arguments)) {
        return function;
      }
    }
    return null;
  }

  /** Those of lists and facts, in the order of their tables. */
  static Stream<MemberFunction> documented() {
    return Stream.of(ListFunctions.TABLE, FactFunctions.TABLE).flatMap(List::stream);
  }

  /** Those of lists and facts that have this name. */
  static Stream<MemberFunction> members(String name) {
    return BY_NAME.getOrDefault(name, List.of()).stream()
        .filter(MemberFunction.class::isInstance)
        .map(MemberFunction.class::cast);
  }

  /** The parameters of the functions of this name, less what they are called on. */
  static Stream<List<Parameter>> parameters(String name) {
    return BY_NAME.getOrDefault(name, List.of()).stream().map(LateFunction::parameters);
  }
}
