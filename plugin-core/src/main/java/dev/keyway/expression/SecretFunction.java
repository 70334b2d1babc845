package dev.keyway.expression;

import static dev.cel.common.CelOverloadDecl.newGlobalOverload;
import static dev.cel.common.types.SimpleType.STRING;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * {@code secrets.get(vault, name)} and {@code secrets.get(name)}: known where an environment says
 * so, and bound for each evaluation, which says where secrets are read.
 */
record SecretFunction() implements LateFunction {

  static final String NAME = "secrets.get";

  static final SecretFunction GET = new SecretFunction();

  static CelFunctionDecl declaration() {
    return CelFunctionDecl.newFunctionDeclaration(
        NAME,
        newGlobalOverload("secrets_get_name", STRING, STRING),
        newGlobalOverload("secrets_get_vault_name", STRING, STRING, STRING));
  }

  /** What a call with these arguments, in order, reads. */
  static SecretUse use(List<String> arguments, Source.Place place) {
    String vault = arguments.size() == 1 ? SecretCall.DEFAULT_VAULT : arguments.getFirst();
    return new SecretUse(vault, arguments.getLast(), place.line(), place.column());
  }

  @Override
  public String name() {
    return NAME;
  }

  /** None: not every environment has it, whatever its facts; see {@link #declaration}. */
  @Override
  public List<CelOverloadDecl> overloads(Collection<FactType<?>> facts) {
    return List.of();
  }

  @Override
  public boolean takes(Object[] arguments) {
    return (arguments.length == 1 || arguments.length == 2)
        && Arrays.stream(arguments).allMatch(String.class::isInstance);
  }

  @Override
  public Object apply(Object[] arguments, Run run) {
    String vault = arguments.length == 1 ? SecretCall.DEFAULT_VAULT : (String) arguments[0];
    String value = run.secrets().value(vault, (String) arguments[arguments.length - 1]);
    return value == null ? Absent.ABSENT : value;
  }
}
