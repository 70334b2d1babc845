package dev.keyway.health;

/** The classes in which error rates are kept. */
public enum FailureKind {
  TIMEOUT,
  RATE_LIMIT,
  CLIENT,
  SERVER
}
