package dev.keyway.expression;

import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.ListType;
import dev.cel.common.types.TypeParamType;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What is made of all that a loop has gathered, where that draws from the evaluation's generator.
 *
 * @param name as the loop's macro writes it
 * @param body what is made
 */
record LoopEnd(String name, BiFunction<Gathered, Run, Object> body) implements LateFunction {

  /** The end of {@code weighted}. */
  static final LoopEnd WEIGHTED =
      new LoopEnd("@weighted", (gathered, run) -> gathered.drawn(run.random()));

  @Override
  public List<CelOverloadDecl> overloads(Collection<FactType<?>> facts) {
    TypeParamType element = TypeParamType.create("A");
    return List.of(
        CelOverloadDecl.newGlobalOverload(name, ListType.create(element), Gathered.of(element)));
  }

  @Override
  public boolean takes(Object[] arguments) {
    return arguments.length == 1 && arguments[0] instanceof Gathered;
  }

  @Override
  public Object apply(Object[] arguments, Run run) {
    return body.apply((Gathered) arguments[0], run);
  }
}
