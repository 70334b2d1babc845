package dev.keyway.hostconfig;

/** Who says who calls. */
public enum Authentication {
  /** The host's plugin key-auth, on each route. */
  KEY_AUTH,
  /** What the host has already, or nobody. */
  NONE
}
