package dev.keyway.catalogue;

/** Where what is known of a model comes from. */
public enum Origin {
  /** The built-in data alone. */
  BUILT_IN,
  /** The built-in data and, over it, a policy. */
  ADJUSTED,
  /** A policy alone. */
  CUSTOM,
  /** Nowhere: a client named it, and all that is known is that name. */
  UNKNOWN;

  /** Whether a policy lists it. */
  public boolean configured() {
    return this == ADJUSTED || this == CUSTOM;
  }
}
