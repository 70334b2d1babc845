package dev.keyway.access;

/** Which policy a request runs under, as the listener or the host's route says. */
public sealed interface PolicyRef {

  /** A policy of the daemon's configuration, by its name there. */
  record Named(String name) implements PolicyRef {}

  /** A policy that came in the host's route configuration, by the digest the registry gave it. */
  record Digested(String digest) implements PolicyRef {}
}
