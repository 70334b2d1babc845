package dev.keyway.expression;

import org.jspecify.annotations.Nullable;

/**
 * Reads secrets for {@code secrets.get}, at each evaluation anew: a secret that changes is seen at
 * once. It is given with the variables of an evaluation, under {@link #VARIABLE}; without one,
 * every secret is absent.
 */
@FunctionalInterface
public interface SecretLookup {

  /** Its name among the variables of an evaluation. No expression can name it. */
  String VARIABLE = "@secrets";

  /** One that knows no secret. */
  SecretLookup NONE = (vault, name) -> null;

  /** The value now, or null when the secret is unset. Must not block. */
  @Nullable String value(String vault, String name);
}
