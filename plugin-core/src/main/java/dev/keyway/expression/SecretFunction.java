package dev.keyway.expression;

import static dev.cel.common.CelOverloadDecl.newGlobalOverload;
import static dev.cel.common.types.SimpleType.STRING;

import dev.cel.common.CelFunctionDecl;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code secrets.get(vault, name)} and {@code secrets.get(name)}.
 *
 * @param read the secret's value now, or null when there is none
 */
@SuppressWarnings("Immutable") // Whoever gives the function answers for it.
record SecretFunction(BiFunction<String, String, @Nullable String> read) {

  static final String NAME = "secrets.get";

  CelFunctionDecl declaration() {
    return CelFunctionDecl.newFunctionDeclaration(
        NAME,
        newGlobalOverload("secrets_get_name", STRING, STRING),
        newGlobalOverload("secrets_get_vault_name", STRING, STRING, STRING));
  }

  List<CelFunctionBinding> bindings() {
    return List.of(
        CelFunctionBinding.from(
            "secrets_get_name", String.class, name -> get(SecretCall.DEFAULT_VAULT, name)),
        CelFunctionBinding.from("secrets_get_vault_name", String.class, String.class, this::get));
  }

  private Object get(String vault, String name) {
    String value = read.apply(vault, name);
    return value == null ? Absent.ABSENT : value;
  }
}
