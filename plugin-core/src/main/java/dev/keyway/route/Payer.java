package dev.keyway.route;

import java.util.Locale;

/** With whose key a provider is asked, and so who pays for it. */
public enum Payer {
  /** A key of the provider in the policy ({@code api_keys}). */
  POLICY,
  /** One of the operator's house keys ({@code managed_keys}). */
  HOUSE,
  /** The client's own credential. */
  CLIENT,
  /** Nobody: the provider asks for no key, and the client brought none. */
  NOBODY;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** As records, metrics and headers name it. */
  public String wireName() {
    return wireName;
  }
}
