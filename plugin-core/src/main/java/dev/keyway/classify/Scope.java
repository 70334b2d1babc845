package dev.keyway.classify;

import java.util.Locale;

/**
 * How far a failure reaches: what is skipped in this request and what is remembered for later ones.
 */
public enum Scope {
  /** The key itself is bad: set aside until its secret changes. */
  KEY,
  /** The key may not use this model: the pair is set aside. */
  KEY_MODEL,
  /** The account is out of money or over its spend limit: the whole quota group is set aside. */
  QUOTA_GROUP,
  /** Too many requests or tokens just now: group and model cool down. */
  RATE,
  /** The provider is in trouble: one more key of it at most, and its breaker counts. */
  PROVIDER,
  /** The request itself is wrong: it ends here, the provider's response passes. */
  REQUEST,
  /** The prompt does not fit this model: only models with a larger window are tried. */
  MODEL_WINDOW,
  /**
   * Nothing but this attempt: it says nothing sure of key, model or provider. The next key or model
   * is tried, nothing is remembered.
   */
  ATTEMPT;

  /** The name in policies and records: lower case with underscores. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
