package dev.keyway.expression;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.cel.common.CelFunctionDecl;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All functions that are bound for each evaluation. */
final class LateFunctions {

  private static final Map<String, LateFunction> BY_NAME =
      Stream.<LateFunction>concat(ListFunctions.TABLE.stream(), StringFunctions.TABLE.stream())
          .collect(toUnmodifiableMap(LateFunction::name, identity()));

  private LateFunctions() {}

  static Set<String> names() {
    return BY_NAME.keySet();
  }

  static List<CelFunctionDecl> declarations(Collection<FactType<?>> facts) {
    return BY_NAME.values().stream()
        .map(function -> function.declaration(facts))
        .flatMap(Optional::stream)
        .toList();
  }

  static List<CelFunctionBinding> bindings(String name, Run run) {
    LateFunction function = BY_NAME.get(name);
    return function == null ? List.of() : function.bindings(run);
  }
}
