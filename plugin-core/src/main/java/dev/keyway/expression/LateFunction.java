package dev.keyway.expression;

import dev.cel.common.CelOverloadDecl;
import java.util.Collection;
import java.util.List;

/**
 * A function that is bound for each evaluation, since it draws from its generator, is charged to
 * its meter or reads its secrets. Several may have one name.
 */
sealed interface LateFunction permits MemberFunction, ValueFunction, LoopEnd, SecretFunction {

  String name();

  /** Its parameters, less what it is called on. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** Its overloads; empty when none of these facts has what it needs. */
  List<CelOverloadDecl> overloads(Collection<FactType<?>> facts);

  /** Whether it takes these arguments, the first of them what it is called on. */
  boolean takes(Object[] arguments);

  /** The result within one evaluation. */
  Object apply(Object[] arguments, Run run);
}
