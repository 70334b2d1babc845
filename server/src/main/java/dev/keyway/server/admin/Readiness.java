package dev.keyway.server.admin;

import java.util.List;

/** Whether the daemon takes requests now, and what it serves. */
public final class Readiness {

  private volatile State state = new State(false, "starting", List.of(), List.of());

  /** It takes requests from now on. */
  public void ready(List<Policy> policies, List<Listener> listeners) {
    state = new State(true, "ready", policies, listeners);
  }

  /** It takes no new requests any more. */
  public void stopping() {
    State before = state;
    state = new State(false, "stopping", before.policies(), before.listeners());
  }

  State now() {
    return state;
  }

  /** A policy that is loaded. */
  public record Policy(String name, String digest) {}

  /** An address that is listened on. */
  public record Listener(String kind, String address) {}

  record State(boolean ready, String phase, List<Policy> policies, List<Listener> listeners) {

    State {
      policies = List.copyOf(policies);
      listeners = List.copyOf(listeners);
    }
  }
}
