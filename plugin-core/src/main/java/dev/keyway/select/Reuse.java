package dev.keyway.select;

import dev.keyway.policy.Strategy;

/** How long what a strategy over keys gave is what it would give again, of the same keys. */
enum Reuse {
  /** It reads what is configured of keys, and nothing else. */
  ALWAYS,

  /** It reads what is known of keys besides, which changes with every request. */
  FOR_A_WHILE,

  /** It reads the request or a secret, or draws: another request may be given something else. */
  NEVER;

  static Reuse of(Strategy strategy) {
    if (!strategy.goesByKeysAlone()) {
      return NEVER;
    }
    return strategy.expression().selectsAny(KeyEnvironment.LIVE) ? FOR_A_WHILE : ALWAYS;
  }

  /** The shorter of both. */
  Reuse and(Reuse other) {
    return compareTo(other) < 0 ? other : this;
  }
}
