package dev.keyway.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A function that is bound for each evaluation, since it draws from its generator or is charged to
 * its meter.
 */
sealed interface LateFunction permits ListFunction, StringFunction {

  String name();

  /** Its declaration; empty when none of these facts has what it needs. */
  Optional<CelFunctionDecl> declaration(Collection<FactType<?>> facts);

  /** It within one evaluation, one binding for each number of arguments. */
  List<CelFunctionBinding> bindings(Run run);
}
